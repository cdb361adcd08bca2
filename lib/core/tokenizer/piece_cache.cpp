#include "core/tokenizer/piece_cache.hpp"

#include <atomic>
#include <optional>

#include "tokmill/piece_cache.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

std::atomic<std::size_t> limit{default_piece_cache_limit};

struct ThreadCache {
  std::size_t limit = 0;
  std::optional<PieceCache> cache;
};
#ifndef TOKMILL_NO_THREADS
thread_local
#endif
ThreadCache thread_cache;

}  // namespace

void set_piece_cache_limit(std::size_t bytes) noexcept { limit.store(bytes, std::memory_order_relaxed); }

std::size_t piece_cache_limit() noexcept { return limit.load(std::memory_order_relaxed); }

void release_piece_cache() noexcept { thread_cache.cache.reset(); }

PieceCache& thread_piece_cache() {
  const std::size_t current_limit = piece_cache_limit();
  if (!thread_cache.cache || thread_cache.limit != current_limit) {
    thread_cache.cache.emplace(current_limit);
    thread_cache.limit = current_limit;
  }
  return *thread_cache.cache;
}

}  // namespace tokmill

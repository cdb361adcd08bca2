#include "core/tokenizer/piece_cache.hpp"

#include <atomic>
#include <optional>

#include "tokmill/piece_cache.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

std::atomic<std::size_t> limit{default_piece_cache_limit};

struct OfThread {
  std::size_t limit = 0;
  std::optional<PieceCache> cache;
};
#ifndef TOKMILL_NO_THREADS
thread_local
#endif
OfThread of_thread;

}  // namespace

void set_piece_cache_limit(std::size_t bytes) noexcept { limit.store(bytes, std::memory_order_relaxed); }

std::size_t piece_cache_limit() noexcept { return limit.load(std::memory_order_relaxed); }

void release_piece_cache() noexcept { of_thread.cache.reset(); }

PieceCache& piece_cache_of_thread() {
  const std::size_t wanted = piece_cache_limit();
  if (!of_thread.cache || of_thread.limit != wanted) {
    of_thread.cache.emplace(wanted);
    of_thread.limit = wanted;
  }
  return *of_thread.cache;
}

}  // namespace tokmill

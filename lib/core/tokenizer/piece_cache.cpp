#include "core/tokenizer/piece_cache.hpp"

#include <atomic>
#include <memory>
#include <utility>

#include "tokmill/piece_cache.hpp"

#if !defined(TOKMILL_NO_THREADS) && __has_include(<pthread.h>)
#define TOKMILL_HAS_PTHREAD
#include <pthread.h>
#endif

namespace tokmill::inline TOKMILL_ABI {
namespace {

std::atomic<std::size_t> limit{default_piece_cache_limit};

struct ThreadCache {
  explicit ThreadCache(std::size_t bytes) : limit(bytes), cache(bytes) {}

  std::size_t limit;
  PieceCache cache;
};

#ifdef TOKMILL_HAS_PTHREAD

thread_local ThreadCache* thread_cache = nullptr;

// Deletes the cache of each thread when the thread ends. A thread-local object with a destructor would do so, too, but
// is registered at its first use, and glibc ends the program if there is no memory for that.
class DeleteAtThreadEnd {
 public:
  DeleteAtThreadEnd() noexcept {
    is_valid_ = ::pthread_key_create(&key_, [](void*) { delete std::exchange(thread_cache, nullptr); }) == 0;
  }
  DeleteAtThreadEnd(const DeleteAtThreadEnd&) = delete;
  DeleteAtThreadEnd& operator=(const DeleteAtThreadEnd&) = delete;
  ~DeleteAtThreadEnd() {
    if (is_valid_) ::pthread_key_delete(key_);
  }

  // If this fails, the cache outlives the thread. It cannot fail if the thread had a cache that is still to be deleted.
  void set(ThreadCache* cache) const noexcept {
    if (is_valid_) ::pthread_setspecific(key_, cache);
  }

 private:
  pthread_key_t key_{};
  bool is_valid_ = false;
};

void set_thread_cache(std::unique_ptr<ThreadCache> cache) noexcept {
  static const DeleteAtThreadEnd delete_at_thread_end;
  delete_at_thread_end.set(cache.get());
  delete std::exchange(thread_cache, cache.release());
}

#else

#ifndef TOKMILL_NO_THREADS
thread_local
#endif
std::unique_ptr<ThreadCache> thread_cache;

void set_thread_cache(std::unique_ptr<ThreadCache> cache) noexcept { thread_cache = std::move(cache); }

#endif

}  // namespace

void set_piece_cache_limit(std::size_t bytes) noexcept { limit.store(bytes, std::memory_order_relaxed); }

std::size_t piece_cache_limit() noexcept { return limit.load(std::memory_order_relaxed); }

void release_piece_cache() noexcept {
  if (thread_cache) set_thread_cache(nullptr);
}

PieceCache& thread_piece_cache() {
  const std::size_t current_limit = piece_cache_limit();
  if (!thread_cache || thread_cache->limit != current_limit) {
    set_thread_cache(std::make_unique<ThreadCache>(current_limit));
  }
  return thread_cache->cache;
}

}  // namespace tokmill

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

struct ThreadCache {
  explicit ThreadCache(std::size_t bytes) : limit(bytes), cache(bytes) {}

  std::size_t limit;
  std::size_t uses = 0;
  bool is_current = true;  // the thread's cache; if not, it is deleted when its last use ends
  PieceCache cache;
};

namespace {

// Ends the time of a cache as the thread's cache.
void retire(ThreadCache* cache) noexcept {
  if (cache == nullptr) return;
  cache->is_current = false;
  if (cache->uses == 0) delete cache;
}

std::atomic<std::size_t> limit{default_piece_cache_limit};


#ifdef TOKMILL_HAS_PTHREAD

thread_local ThreadCache* thread_cache = nullptr;

// Deletes the cache of each thread when the thread ends. A thread-local object with a destructor would do so, too, but
// is registered at its first use, and glibc ends the program if there is no memory for that.
class DeleteAtThreadEnd {
 public:
  DeleteAtThreadEnd() noexcept {
    is_valid_ = ::pthread_key_create(&key_, [](void*) { retire(std::exchange(thread_cache, nullptr)); }) == 0;
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
  retire(std::exchange(thread_cache, cache.release()));
}

#else

struct Retire {
  void operator()(ThreadCache* cache) const noexcept { retire(cache); }
};

#ifndef TOKMILL_NO_THREADS
thread_local
#endif
std::unique_ptr<ThreadCache, Retire> thread_cache;

void set_thread_cache(std::unique_ptr<ThreadCache> cache) noexcept { thread_cache.reset(cache.release()); }

#endif

}  // namespace

void set_piece_cache_limit(std::size_t bytes) noexcept { limit.store(bytes, std::memory_order_relaxed); }

std::size_t piece_cache_limit() noexcept { return limit.load(std::memory_order_relaxed); }

void release_piece_cache() noexcept {
  if (thread_cache) set_thread_cache(nullptr);
}

PieceCacheUse::PieceCacheUse(std::uint64_t vocabulary_serial) {
  const std::size_t current_limit = piece_cache_limit();
  if (thread_cache && thread_cache->limit == current_limit) {
    vocabulary_number_ = thread_cache->cache.number_of(vocabulary_serial);
  } else {
    vocabulary_number_ = 0;
  }
  if (vocabulary_number_ == 0) {
    set_thread_cache(std::make_unique<ThreadCache>(current_limit));
    vocabulary_number_ = thread_cache->cache.number_of(vocabulary_serial);
  }
  owner_ = &*thread_cache;
  cache_ = &owner_->cache;
  ++owner_->uses;
}

PieceCacheUse::~PieceCacheUse() {
  if (--owner_->uses == 0 && !owner_->is_current) delete owner_;
}

}  // namespace tokmill

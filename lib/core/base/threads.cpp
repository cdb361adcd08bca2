#include "tokmill/threads.hpp"

#ifndef TOKMILL_NO_THREADS
#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>
#endif

namespace tokmill::inline TOKMILL_ABI {
#ifdef TOKMILL_NO_THREADS

void parallel_for(std::size_t count, std::size_t, const std::function<void(std::size_t)>& work) {
  for (std::size_t index = 0; index < count; ++index) work(index);
}

std::size_t default_threads() noexcept { return 1; }

#else
namespace {

// More only stand in each other's way.
constexpr std::size_t most_threads = 256;

}  // namespace

void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto take = [&] {
    try {
      for (std::size_t index = next++; index < count; index = next++) work(index);
    } catch (...) {
      next = count;
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    const std::size_t wanted = std::min({threads, count, most_threads});
    try {
      for (std::size_t i = 1; i < wanted; ++i) others.emplace_back(take);
    } catch (const std::system_error&) {
      // No more threads are to be had.
    }
    take();
  }
  if (failure) std::rethrow_exception(failure);
}

std::size_t default_threads() noexcept { return std::max(1U, std::thread::hardware_concurrency()); }

#endif
}  // namespace tokmill

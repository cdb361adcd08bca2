#include "tokmill/threads.hpp"

#ifndef TOKMILL_NO_THREADS
#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <new>
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

// More threads than this only contend with each other.
constexpr std::size_t max_threads = 256;

}  // namespace

void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto run = [&] {
    try {
      for (std::size_t index = next++; index < count; index = next++) work(index);
    } catch (...) {
      next = count;
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> workers;
    const std::size_t thread_count = std::min({threads, count, max_threads});
    try {
      for (std::size_t i = 1; i < thread_count; ++i) workers.emplace_back(run);
    } catch (const std::system_error&) {
      // The system refuses another thread: continue with those that started.
    } catch (const std::bad_alloc&) {
      // As above: there is no memory for another thread.
    }
    run();
  }
  if (failure) std::rethrow_exception(failure);
}

std::size_t default_threads() noexcept { return std::max(1U, std::thread::hardware_concurrency()); }

#endif
}  // namespace tokmill

#include "parallel.hpp"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace tokmill::cli {

// More only stand in each other's way.
constexpr std::size_t most_threads = 256;

void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto take = [&] {
    for (std::size_t index = next++; index < count; index = next++) work(index);
  };
  std::vector<std::jthread> others;
  const std::size_t wanted = std::min({threads, count, most_threads});
  try {
    for (std::size_t i = 1; i < wanted; ++i) others.emplace_back(take);
  } catch (const std::system_error&) {
    // The system gives no more threads; those that there are do it all.
  }
  take();
}

std::size_t default_threads() noexcept {
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace tokmill::cli

#include "tokmill/threads.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cstddef>
#include <initializer_list>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

using tokmill::parallel_for;

TEST_CASE("parallel_for: calls work once per index, for any number of threads") {
  for (const std::size_t threads : std::initializer_list<std::size_t>{0, 1, 2, 7, 1000}) {
    CAPTURE(threads);
    for (const std::size_t count : std::initializer_list<std::size_t>{0, 1, 5, 1000}) {
      std::vector<std::atomic<int>> calls(count);
      parallel_for(count, threads, [&calls](std::size_t i) { ++calls[i]; });
      for (const auto& call : calls) REQUIRE(call == 1);
    }
  }
}

TEST_CASE("parallel_for: a single thread is the caller's") {
  std::mutex mutex;
  std::set<std::thread::id> ids;
  parallel_for(100, 1, [&](std::size_t) {
    const std::lock_guard lock(mutex);
    ids.insert(std::this_thread::get_id());
  });
  CHECK(ids == std::set<std::thread::id>{std::this_thread::get_id()});
}

TEST_CASE("parallel_for: rethrows an exception and starts no further work") {
  for (const std::size_t threads : {std::size_t{1}, std::size_t{4}}) {
    CAPTURE(threads);
    std::atomic<std::size_t> calls{0};
    CHECK_THROWS_AS(parallel_for(100000, threads,
                                 [&calls](std::size_t i) {
                                   ++calls;
                                   if (i == 3) throw std::runtime_error("three");
                                 }),
                    std::runtime_error);
    if (threads == 1) CHECK(calls == 4);
  }
}

TEST_CASE("default_threads: at least 1") { CHECK(tokmill::default_threads() >= 1); }

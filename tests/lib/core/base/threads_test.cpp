#include "tokmill/threads.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cstddef>
#include <initializer_list>
#include <latch>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

using tokmill::parallel_for;
using tokmill::ThreadTeam;

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

TEST_CASE("ThreadTeam: calls work once per index, in each of many rounds") {
  for (const std::size_t threads : std::initializer_list<std::size_t>{0, 1, 2, 7, 1000}) {
    CAPTURE(threads);
    ThreadTeam team(threads);
    for (std::size_t round = 0; round < 300; ++round) {
      const std::size_t count = round % 9;
      std::vector<std::atomic<int>> calls(count);
      team.for_each(count, [&calls](std::size_t i) { ++calls[i]; });
      for (const auto& call : calls) REQUIRE(call == 1);
    }
  }
}

TEST_CASE("ThreadTeam: the same threads work in all rounds") {
  constexpr std::size_t threads = 3;
  ThreadTeam team(threads);
  std::mutex mutex;
  std::set<std::thread::id> ids;
  std::set<std::thread::id> together;  // threads that have work at the same time
  for (std::size_t round = 0; round < 100; ++round) {
    std::latch all(threads);  // each call waits for the others, so that all threads get one
    together.clear();
    team.for_each(threads, [&](std::size_t) {
      {
        const std::lock_guard lock(mutex);
        ids.insert(std::this_thread::get_id());
        together.insert(std::this_thread::get_id());
      }
      all.arrive_and_wait();
    });
    REQUIRE(together.size() == threads);
  }
  CHECK(ids.size() == threads);
  CHECK(ids.contains(std::this_thread::get_id()));
}

TEST_CASE("ThreadTeam: works on after an exception") {
  ThreadTeam team(4);
  for (std::size_t round = 0; round < 50; ++round) {
    std::atomic<std::size_t> calls{0};
    CHECK_THROWS_AS(team.for_each(100,
                                  [&calls](std::size_t i) {
                                    ++calls;
                                    if (i == 3) throw std::runtime_error("three");
                                  }),
                    std::runtime_error);
    CHECK(calls >= 1);
    team.for_each(100, [&calls](std::size_t) { ++calls; });
    CHECK(calls >= 101);
  }
}

TEST_CASE("default_threads: at least 1") { CHECK(tokmill::default_threads() >= 1); }

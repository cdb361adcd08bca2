#include "tokmill/threads.hpp"

#ifndef TOKMILL_NO_THREADS
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>
#endif

namespace tokmill::inline TOKMILL_ABI {
#ifdef TOKMILL_NO_THREADS

class ThreadTeam::State {};

ThreadTeam::ThreadTeam(std::size_t) noexcept : threads_(1) {}

void ThreadTeam::for_each(std::size_t count, const std::function<void(std::size_t)>& work) {
  for (std::size_t index = 0; index < count; ++index) work(index);
}

std::size_t default_threads() noexcept { return 1; }

#else
namespace {

// More threads than this only contend with each other.
constexpr std::size_t max_threads = 256;

// One call of for_each().
class Round {
 public:
  Round(std::size_t count, const std::function<void(std::size_t)>& work) : count_(count), work_(work) {}

  // Does a part of the work. Called by each thread that takes part.
  void run() noexcept {
    try {
      for (std::size_t index = next_++; index < count_; index = next_++) work_(index);
    } catch (...) {
      next_ = count_;
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
    }
  }

  // Call it when no thread runs.
  void rethrow_failure() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::size_t count_;
  const std::function<void(std::size_t)>& work_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

// The threads besides the caller's.
class ThreadTeam::State {
 public:
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  ~State() {
    {
      const std::lock_guard lock(mutex_);
      is_ending_ = true;
    }
    has_round_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  // Starts threads until there are as many, or until the system refuses one.
  void start(std::size_t threads) {
    try {
      while (threads_.size() < threads) threads_.emplace_back([this] { help(); });
    } catch (const std::system_error&) {
      // Continue with those that started.
    } catch (const std::bad_alloc&) {
      // As above: there is no memory for another thread.
    }
  }

  // Runs the round on the caller's thread and on up to `helpers` others. A thread that wakes up after all of the work
  // was taken is not waited for.
  void run(Round& round, std::size_t helpers) {
    {
      const std::lock_guard lock(mutex_);
      round_ = &round;
      ++round_number_;
    }
    for (std::size_t i = 0; i < helpers; ++i) has_round_.notify_one();
    round.run();
    std::unique_lock lock(mutex_);
    round_ = nullptr;
    has_no_helper_.wait(lock, [this] { return helping_ == 0; });
  }

 private:
  // What each thread does until the end.
  void help() {
    std::size_t last_round = 0;
    std::unique_lock lock(mutex_);
    while (true) {
      has_round_.wait(lock, [&] { return is_ending_ || (round_ != nullptr && round_number_ != last_round); });
      if (is_ending_) return;
      last_round = round_number_;
      Round& round = *round_;
      ++helping_;
      lock.unlock();
      round.run();
      lock.lock();
      if (--helping_ == 0) has_no_helper_.notify_one();
    }
  }

  std::mutex mutex_;
  std::condition_variable has_round_;
  std::condition_variable has_no_helper_;
  Round* round_ = nullptr;  // null when there is no work
  std::size_t round_number_ = 0;
  std::size_t helping_ = 0;  // how many threads run the round
  bool is_ending_ = false;
  std::vector<std::thread> threads_;
};

ThreadTeam::ThreadTeam(std::size_t threads) noexcept : threads_(std::clamp<std::size_t>(threads, 1, max_threads)) {}

void ThreadTeam::for_each(std::size_t count, const std::function<void(std::size_t)>& work) {
  Round round(count, work);
  const std::size_t threads = std::min(threads_, count);
  if (threads > 1 && !state_) state_.reset(new (std::nothrow) State);
  if (threads > 1 && state_) {
    state_->start(threads - 1);
    state_->run(round, threads - 1);
  } else {
    round.run();
  }
  round.rethrow_failure();
}

std::size_t default_threads() noexcept { return std::max(1U, std::thread::hardware_concurrency()); }

#endif

ThreadTeam::~ThreadTeam() = default;

void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work) {
  ThreadTeam(threads).for_each(count, work);
}

}  // namespace tokmill

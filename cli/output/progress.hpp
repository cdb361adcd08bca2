#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "output/bar.hpp"

namespace tokmill::cli {

/// Shows progress on standard error if that is a terminal and the work takes more than half a second. The destructor
/// removes it. During the lifetime of the object, write to standard error with aside() only.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Adds `inputs` to the number of inputs. Thread-safe.
  void expect(std::size_t inputs) noexcept { total_ += inputs; }

  /// Removes one input that is not to be processed. Thread-safe.
  void expect_one_less() noexcept { --total_; }

  /// Records that `bytes` more bytes of an input have been processed. Thread-safe.
  void advance(std::size_t bytes) noexcept { bytes_ += bytes; }

  /// Removes the progress and calls write(), which may write to standard error. Thread-safe.
  void aside(const std::function<void()>& write);

  /// Records that an input is done. Thread-safe.
  void done() noexcept { ++done_; }

 private:
  void show(const std::stop_token& stop);

  std::atomic<std::size_t> done_ = 0;
  std::atomic<std::size_t> total_ = 0;
  std::atomic<std::size_t> bytes_ = 0;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::mutex mutex_;       // of what is written to the terminal
  bool is_shown_ = false;
  std::condition_variable_any stopped_;
  std::jthread thread_;
};

}  // namespace tokmill::cli

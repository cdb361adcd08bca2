#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "output/bar.hpp"

namespace tokmill::cli {

/// Shows on standard error how far work has come, where that is a terminal and the work takes more than half
/// a second; nothing remains of it afterwards. Whoever owns it writes nothing to standard error in the
/// meantime.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// So many more inputs are to be done. From any thread.
  void expect(std::size_t inputs) noexcept { total_ += inputs; }

  /// One of them is no input after all.
  void expect_one_less() noexcept { --total_; }

  /// One is done, and had so many bytes. From any thread.
  void done(std::size_t bytes) noexcept {
    bytes_ += bytes;
    ++done_;
  }

 private:
  void show(const std::stop_token& stop);

  std::atomic<std::size_t> done_ = 0;
  std::atomic<std::size_t> total_ = 0;
  std::atomic<std::size_t> bytes_ = 0;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::mutex mutex_;  // for waiting only
  std::condition_variable_any stopped_;
  std::jthread shows_;  // none where nothing is shown
};

}  // namespace tokmill::cli

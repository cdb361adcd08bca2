#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Threads that do work together for as long as the object lives, so that what each keeps between calls, such as its
/// cache of pieces, is used again. Threads start when there is work for them.
///
/// If the system cannot start a thread, the threads that did start do all of the work; this is not an error.
class TOKMILL_EXPORT ThreadTeam {
 public:
  /// Up to `threads` threads, including the caller's of for_each() (at most 256; 0 means 1).
  explicit ThreadTeam(std::size_t threads) noexcept;
  ThreadTeam(const ThreadTeam&) = delete;
  ThreadTeam& operator=(const ThreadTeam&) = delete;
  ~ThreadTeam();

  /// Calls work(i) once for each i in [0, count), and returns when all calls have returned. Each thread takes the next
  /// index when it finishes one, so calls of different duration are balanced. `work` must be safe for concurrent calls,
  /// and must not call for_each() of the same team. Not thread-safe.
  ///
  /// If `work` throws, no further indices are started, and one of the exceptions thrown is rethrown to the caller after
  /// all calls have ended.
  void for_each(std::size_t count, const std::function<void(std::size_t)>& work);

 private:
  class State;

  std::size_t threads_;
  std::unique_ptr<State> state_;  // null until a thread is needed besides the caller's
};

/// Calls for_each(count, work) of a team of `threads` threads that ends with the call.
TOKMILL_EXPORT void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work);

/// Returns the default number of threads: the number that the machine can run at the same time, at least 1.
[[nodiscard]] TOKMILL_EXPORT std::size_t default_threads() noexcept;

}  // namespace tokmill

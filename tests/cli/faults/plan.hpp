#pragma once

#include <cstddef>
#include <limits>

namespace tokmill::faults {

constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

/// What goes wrong in the functions of the system that this program replaces: malloc and its relatives (with a
/// sanitizer only operator new), read, and those that change files, from write to renameat. Calls are numbered from 0.
struct Plan {
  std::size_t failing_allocation = never;
  bool later_allocations_fail = false;  ///< All allocations after that one fail, too.
  bool short_calls = false;             ///< Transfer one byte a call; every other call fails with EINTR or EAGAIN.
  std::size_t failing_write = never;
  int write_problem = 0;         ///< The error number of that write, or 0.
  int write_signal = 0;          ///< The signal that arrives during that write, or 0.
  int sync_signal = 0;           ///< The signal that arrives during fsync, or 0.
  std::size_t last_change = never;  ///< SIGKILL ends the program before this call that may change a file.
};

/// Starts to count calls, and to follow the plan.
void follow(const Plan& plan) noexcept;

/// The number of allocations since follow().
[[nodiscard]] std::size_t allocations() noexcept;

}  // namespace tokmill::faults

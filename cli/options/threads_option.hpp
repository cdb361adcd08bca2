#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "app/arguments.hpp"
#include "options/exclusive.hpp"
#include "tokmill/result.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::cli {

/// `-j`: the number of threads. It changes the time, never the result.
struct ThreadsOption {
  std::optional<std::uint64_t> given;

  void declare(Arguments& arguments) {
    arguments.number("-j,--threads", given, "N", "Use N threads (default: all cores)");
  }

  /// For a command that uses one thread: every command accepts the option, so that a script may always pass it.
  void declare_unused(Arguments& arguments) {
    arguments.number("-j,--threads", given, "N", "Accepted as by other commands; one thread is used");
  }

  /// Errors: invalid_argument for 0.
  [[nodiscard]] Result<void> validate() const { return at_least_one("--threads", given); }

  /// At most as many as the limit of open files (`ulimit -n`) allows, since an input that cannot be opened for want of
  /// it would change the result.
  [[nodiscard]] std::size_t count() const {
    constexpr std::uint64_t own_files = 4;     // standard streams and an output
    constexpr std::uint64_t thread_files = 6;  // two pipes from git, each open twice, and a folder
    const std::uint64_t threads = given.value_or(default_threads());
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY) return threads;
    const std::uint64_t allowed = std::max<std::uint64_t>(files.rlim_cur, own_files + thread_files);
    return std::min(threads, (allowed - own_files) / thread_files);
  }
};

}  // namespace tokmill::cli

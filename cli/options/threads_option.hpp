#pragma once

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

  /// For a command that is as fast with one thread: every command that reads a text accepts the option.
  void declare_unused(Arguments& arguments) {
    arguments.number("-j,--threads", given, "N", "Accepted as by other commands; one thread is used");
  }

  /// Errors: invalid_argument for 0.
  [[nodiscard]] Result<void> validate() const { return at_least_one("--threads", given); }

  [[nodiscard]] std::size_t count() const { return given.value_or(default_threads()); }
};

}  // namespace tokmill::cli

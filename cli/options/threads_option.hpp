#pragma once

#include <cstdint>
#include <optional>

#include "app/arguments.hpp"
#include "tokmill/result.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::cli {

/// `-j`: the number of threads. It changes the time, never the result.
struct ThreadsOption {
  std::optional<std::uint64_t> given;

  void declare(Arguments& arguments) {
    arguments.number("-j,--threads", given, "N", "Use N threads (default: all cores)");
  }

  /// Errors: invalid_argument for 0.
  [[nodiscard]] Result<void> validate() const {
    if (given == 0U) return Error{ErrorCode::invalid_argument, "--threads must be at least 1"};
    return {};
  }

  [[nodiscard]] std::size_t count() const { return given.value_or(default_threads()); }
};

}  // namespace tokmill::cli

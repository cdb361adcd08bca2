#pragma once

#include <cstdint>
#include <optional>

#include "app/arguments.hpp"
#include "tokmill/result.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::cli {

/// `-j`: how many threads. It changes the time that the work takes, and no result.
struct ThreadsOption {
  std::optional<std::uint64_t> given;

  void declare(Arguments& arguments) {
    arguments.number("-j,--threads", given, "N", "Threads (default: all cores)");
  }

  /// Errors: invalid_argument for none at all.
  [[nodiscard]] Result<void> validate() const {
    if (given == 0U) return Error{ErrorCode::invalid_argument, "--threads wants at least 1"};
    return {};
  }

  [[nodiscard]] std::size_t count() const { return given.value_or(default_threads()); }
};

}  // namespace tokmill::cli

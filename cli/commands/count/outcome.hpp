#pragma once

#include <cstddef>

#include "app/exit_code.hpp"

namespace tokmill::cli::count {

/// The exit status of a count, and its total for `--max-tokens`.
struct Outcome {
  ExitCode exit_code = ExitCode::ok;
  std::size_t tokens = 0;     ///< The lower bound, if the total is a range.
  std::size_t most = tokens;  ///< The upper bound.
  bool is_partial = false;    ///< The total lacks parts that cannot be counted.
};

}  // namespace tokmill::cli::count

#pragma once

#include <cstddef>

#include "app/exit_code.hpp"

namespace tokmill::cli::count {

/// The exit status of a count, and its total for `--max-tokens`.
struct Outcome {
  ExitCode exit_code = ExitCode::ok;
  std::size_t tokens = 0;
};

}  // namespace tokmill::cli::count

#pragma once

#include <string>
#include <vector>

#include "tokmill/result.hpp"

namespace tokmill::cli::input {

/// What a program left behind when it ended.
struct Finished {
  int exit_status = 0;  ///< -1 where a signal ended it.
  std::string output;
  std::string errors;
};

/// Runs `arguments[0]`, sought in PATH, and waits for its end. No shell stands between; standard input is
/// empty. `environment` holds `NAME=VALUE` and is all that the program sees. Errors: invalid_argument, whose
/// message is the system's word for why it could not be started.
[[nodiscard]] Result<Finished> run_program(const std::vector<std::string>& arguments,
                                           const std::vector<std::string>& environment);

}  // namespace tokmill::cli::input

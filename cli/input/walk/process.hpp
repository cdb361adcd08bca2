#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "tokmill/result.hpp"

namespace tokmill::cli::input {

/// The result of a program.
struct Finished {
  int exit_status = 0;     ///< -1 if a signal ended it.
  bool timed_out = false;  ///< It was killed because it ran for longer than the time limit.
  std::string output;
  std::string errors;
};

/// Runs `arguments[0]`, which is searched in PATH, and waits for its end. There is no shell, and standard input is
/// empty. `environment` is the whole environment, as `NAME=VALUE`. After `time_limit`, unless it is zero, the program
/// is killed, and output of programs that it started is no longer waited for. Errors: io_error if it cannot be
/// started; the message is that of the system.
[[nodiscard]] Result<Finished> run_program(const std::vector<std::string>& arguments,
                                           const std::vector<std::string>& environment,
                                           std::chrono::milliseconds time_limit = {});

}  // namespace tokmill::cli::input

#pragma once

namespace tokmill::cli {

/// The exit status of the program.
enum class ExitCode {
  ok = 0,
  failed = 1,          ///< Some input failed (the other inputs were processed), or output could not be written.
  usage = 2,           ///< The command line is invalid.
  limit_exceeded = 3,  ///< A limit set by the user is exceeded; the result was printed.
};

}  // namespace tokmill::cli

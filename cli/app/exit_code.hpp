#pragma once

namespace tokmill::cli {

/// What the program tells the shell.
enum class ExitCode {
  ok = 0,
  failed = 1,          ///< Some input failed, or output could not be written; the rest was done.
  usage = 2,           ///< The command line cannot be meant.
  limit_exceeded = 3,  ///< A limit that the user set is exceeded; the result was printed.
};

}  // namespace tokmill::cli

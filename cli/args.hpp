#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "arguments.hpp"
#include "exit_code.hpp"
#include "io.hpp"

namespace tokmill::cli {

/// A command that the program has.
struct Command {
  std::string name;
  std::string summary;
  std::function<void(Arguments&)> declare;      // says what it takes; the targets belong to the command
  std::function<Result<void>()> validate;       // whether what was parsed can be meant together
  std::function<ExitCode(Io&)> run;
};

/// What the command line asks for: a command, or a text to print and a status to end with.
struct PrintAndExit {
  std::string text;
  bool to_standard_error;
  ExitCode exit_code;
};
using Parsed = std::variant<const Command*, PrintAndExit>;

/// Finds the command and fills its targets. Prints nothing.
[[nodiscard]] Parsed parse(int argc, const char* const* argv, const std::vector<Command>& commands);

}  // namespace tokmill::cli

#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "app/command.hpp"
#include "app/exit_code.hpp"

namespace tokmill::cli {

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

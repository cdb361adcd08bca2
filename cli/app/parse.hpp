#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/command.hpp"

namespace tokmill::cli {

/// Text for standard output, after which the program ends successfully: help or the version.
struct PrintAndExit {
  std::string text;
};

/// A command line that cannot be parsed; the message has no newline.
struct UsageError {
  std::string message;
};

using Parsed = std::variant<const Command*, PrintAndExit, UsageError>;

/// Finds the command that the command line names and assigns its options. Prints nothing.
///
/// Syntax: `--name VALUE`, `--name=VALUE`, `-n VALUE`, `-nVALUE`, several flags in one argument (`-ab`), options and
/// positional arguments in any order, only positional arguments after `--`. `-` is a positional argument.
[[nodiscard]] Parsed parse(int argc, const char* const* argv, const std::vector<Command>& commands);

}  // namespace tokmill::cli

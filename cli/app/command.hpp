#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "app/exit_code.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// A validated request, ready to run.
using Action = std::function<ExitCode(Io&)>;

/// A command of the program. It is used in this order: `declare`, parsing, `prepare`, the action.
struct Command {
  std::string name;  ///< Of a subcommand: two words, the first of which is the command that it belongs to.
  std::string summary;

  /// Declares the options. Parsing assigns to variables that the command owns.
  std::function<void(Arguments&)> declare;

  /// Turns the parsed options into a validated request: looks up names, reads price tables, checks combinations of
  /// options. Reads no input and writes nothing. An error is a usage error (exit status 2).
  std::function<Result<Action>()> prepare;

  std::vector<Command> subcommands = {};
};

/// All commands, in the order of the help page.
using CommandList = std::vector<Command> (*)();

}  // namespace tokmill::cli

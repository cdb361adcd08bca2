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

/// One of the program's commands: `declare`, then parsing, then `prepare`, then the action.
struct Command {
  std::string name;
  std::string summary;

  /// Declares the options. Parsing writes to targets that the command owns.
  std::function<void(Arguments&)> declare;

  /// Turns what was parsed into a request: looks up names, reads tables, checks options against each other. Reads no
  /// input and writes nothing. An error is wrong usage (exit status 2).
  std::function<Result<Action>()> prepare;
};

/// All commands, in the order of the help page.
using CommandList = std::vector<Command> (*)();

}  // namespace tokmill::cli

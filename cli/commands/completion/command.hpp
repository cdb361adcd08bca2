#pragma once

#include <string>
#include <vector>

#include "app/command.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `tokmill completion`: a script that teaches a shell what the program takes.
struct CompletionOptions {
  CommandList commands;  // of the whole program
  std::vector<std::string> shell;  // one

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const CompletionOptions& options, Io& io);

}  // namespace tokmill::cli

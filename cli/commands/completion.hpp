#pragma once

#include <string>
#include <vector>

#include "arguments.hpp"
#include "exit_code.hpp"
#include "io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `tokmill completion`: a script that teaches a shell what the program takes.
struct CompletionOptions {
  std::vector<std::string> shell;  // one

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const CompletionOptions& options, Io& io);

}  // namespace tokmill::cli

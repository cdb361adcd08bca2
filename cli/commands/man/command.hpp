#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `tokmill man`: the manual pages, made from what the commands declare.
struct ManOptions {
  CommandList commands;  // of the whole program
  std::vector<std::string> command;  // one or none
  std::optional<std::string> folder;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const ManOptions& options, Io& io);

}  // namespace tokmill::cli

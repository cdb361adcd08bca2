#pragma once

#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/completion.hpp"
#include "options/threads_option.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// A validated `tokmill completion`: generates a completion script for a shell.
struct CompletionRequest {
  using Generator = std::string (*)(const std::vector<app::Page>& pages, const app::KnownNames& names);

  CommandList commands = nullptr;
  app::KnownNames names;
  Generator generate = nullptr;
};

struct CompletionOptions {
  CommandList commands;  // all commands of the program
  std::vector<std::string> shells;
  ThreadsOption threads = {};

  void declare(Arguments& arguments);
  [[nodiscard]] Result<CompletionRequest> validate() const;
};

[[nodiscard]] ExitCode run(const CompletionRequest& request, Io& io);

}  // namespace tokmill::cli

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/manual_page.hpp"
#include "options/threads_option.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// A validated `tokmill man`: generates manual pages from what the commands declare.
struct ManRequest {
  std::vector<app::Page> pages;       // of all commands
  std::optional<std::size_t> page;    // index of the page to print; nullopt: the page of the program
  std::optional<std::string> folder;  // write all pages here instead
};

struct ManOptions {
  CommandList commands;  // all commands of the program
  std::vector<std::string> names;
  std::optional<std::string> folder;
  ThreadsOption threads = {};

  void declare(Arguments& arguments);
  [[nodiscard]] Result<ManRequest> validate() const;
};

[[nodiscard]] ExitCode run(const ManRequest& request, Io& io);

}  // namespace tokmill::cli

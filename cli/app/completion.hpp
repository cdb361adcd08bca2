#pragma once

#include <string>
#include <vector>

#include "app/manual_page.hpp"

namespace tokmill::cli::app {

/// Valid names of encodings and models, which the declarations do not list.
struct KnownNames {
  std::vector<std::string> encodings;
  std::vector<std::string> models;
};

/// The candidates for a value.
struct Candidates {
  std::vector<std::string> words;
  bool are_files = false;
};

/// The candidates for the value of an option: its choices, names or files; empty if unknown.
[[nodiscard]] Candidates candidates(const Option& option, const KnownNames& names);

/// The candidates for an argument of a command, or for the name of a subcommand.
[[nodiscard]] Candidates candidates(const Page& page, const std::vector<Page>& pages, const KnownNames& names);

/// Scripts that make a shell complete commands, options and their values.
[[nodiscard]] std::string bash_completion(const std::vector<Page>& pages, const KnownNames& names);
[[nodiscard]] std::string zsh_completion(const std::vector<Page>& pages, const KnownNames& names);
[[nodiscard]] std::string fish_completion(const std::vector<Page>& pages, const KnownNames& names);

}  // namespace tokmill::cli::app

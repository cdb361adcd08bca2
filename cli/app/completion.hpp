#pragma once

#include <string>
#include <vector>

#include "app/manual_page.hpp"

namespace tokmill::cli::app {

/// Names that options take, which no declaration lists.
struct KnownNames {
  std::vector<std::string> encodings;
  std::vector<std::string> models;
};

/// What may stand for a value.
struct Candidates {
  std::vector<std::string> words;
  bool are_files = false;
};

/// For a value of an option: its choices, names, files, or nothing that is known.
[[nodiscard]] Candidates candidates(const Option& option, const KnownNames& names);

/// For an argument of a command.
[[nodiscard]] Candidates candidates(const Positional& positional, const std::vector<Page>& pages,
                                    const KnownNames& names);

/// Scripts that teach a shell to complete commands, options and their values.
[[nodiscard]] std::string bash_completion(const std::vector<Page>& pages, const KnownNames& names);
[[nodiscard]] std::string zsh_completion(const std::vector<Page>& pages, const KnownNames& names);
[[nodiscard]] std::string fish_completion(const std::vector<Page>& pages, const KnownNames& names);

}  // namespace tokmill::cli::app

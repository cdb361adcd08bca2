#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tokmill/result.hpp"

namespace tokmill::cli::input {

/// What git has to say of a folder.
struct GitListing {
  /// The files that git tracks or would track, relative to the folder, sorted by bytes, each once. A
  /// repository within is one entry: a submodule as `path`, one that git does not track as `path/`.
  std::vector<std::string> paths;

  std::vector<std::string> problems;  ///< What git could not read, in its own words.
  std::vector<std::string> warnings;  ///< What else it had to say.
};

/// Whether the folder has a `.git`: it is the top of a repository, or of a submodule or a worktree.
[[nodiscard]] bool is_repository(const std::string& folder);

/// Whether the folder, or one above it, has a `.git`.
[[nodiscard]] bool is_in_repository(const std::string& folder);

/// What `git ls-files --cached --others --exclude-standard` lists in a folder, in which git is asked so that
/// it runs nothing that the repository's configuration names, fetches nothing and writes nothing. A
/// repository that belongs to someone else is listed as well, since nothing of it is run.
/// Nothing where git sees no repository. Errors: invalid_argument, the cause in the words of git or of the
/// system, where there is no git or it refuses.
[[nodiscard]] Result<std::optional<GitListing>> git_listing(const std::string& folder);

/// Whether git ignores the folder itself, so that it lists none of the files below.
[[nodiscard]] bool git_ignores(const std::string& folder);

}  // namespace tokmill::cli::input

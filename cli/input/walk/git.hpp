#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tokmill/result.hpp"

namespace tokmill::cli::input {

/// What git lists in a folder.
struct GitListing {
  /// The files that git tracks or would track, relative to the folder, sorted by bytes, without duplicates. A nested
  /// repository is one entry: `path` for a submodule, `path/` for a repository that git does not track.
  std::vector<std::string> paths;

  std::vector<std::string> problems;  ///< What git could not read: its messages.
  std::vector<std::string> warnings;  ///< Other messages of git.
};

/// Whether the folder contains `.git`: it is the top of a repository, a submodule or a worktree.
[[nodiscard]] bool is_repository(const std::string& folder);

/// Whether the folder or one of its parents contains `.git`.
[[nodiscard]] bool is_in_repository(const std::string& folder);

/// What `git ls-files --cached --others --exclude-standard` lists in a folder. git is run in such a way that it does
/// not run programs that the repository's configuration names, and neither fetches nor writes anything. This is why
/// repositories of other owners are listed too. Returns nullopt if the folder is not in a repository. Errors:
/// io_error if git is not installed, fails, or does not answer within ten seconds; the message is that of git
/// or of the system.
[[nodiscard]] Result<std::optional<GitListing>> git_listing(const std::string& folder);

/// What git_listing() leaves out because git ignores it: files, and folders without tracked files as one entry `path/`,
/// relative to the folder, sorted by bytes. Empty if git fails.
[[nodiscard]] std::vector<std::string> git_ignored(const std::string& folder);

/// Whether git ignores the folder itself, in which case it lists none of its files.
[[nodiscard]] bool git_ignores(const std::string& folder);

}  // namespace tokmill::cli::input

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokmill::cli::input {

struct WalkTerms {
  bool hidden = false;   ///< Include files and folders whose name begins with a dot.
  bool ignored = false;  ///< Include files that git ignores.
  std::size_t threads = 1;
};

/// The result of a walk.
struct FolderListing {
  /// Files, each the folder joined with the path below it, sorted by bytes. git may list a file that was deleted, and
  /// it lists a submodule as if it were a file.
  std::vector<std::string> files;

  std::size_t hidden = 0;             ///< The number of files left out because a part of the path begins with a dot.
  std::vector<std::string> problems;  ///< `PATH: CAUSE` for each folder that cannot be read.
  std::vector<std::string> notes;     ///< Warnings, one sentence each.
};

/// The files of a folder that the user named: in a repository those that git tracks or would track, elsewhere all.
/// `.git` and symbolic links are always left out. Nested repositories are listed by git too.
/// The result does not depend on the number of threads.
[[nodiscard]] FolderListing list_folder(const std::string& folder, const WalkTerms& terms);

/// The files of a submodule, a folder that git listed as a file. Empty if the submodule was not fetched.
[[nodiscard]] FolderListing list_submodule(const std::string& folder, const WalkTerms& terms);

/// Joins the name of a folder and a path below it with one `/`, whether or not the name ends with one.
[[nodiscard]] std::string join(const std::string& folder, std::string_view below);

}  // namespace tokmill::cli::input

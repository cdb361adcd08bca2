#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "input/walk/glob.hpp"
#include "input/walk/skipped.hpp"

namespace tokmill::cli::input {

struct WalkTerms {
  bool hidden = false;   ///< Include files and folders whose name begins with a dot.
  bool ignored = false;  ///< Include files that git ignores.
  PathFilter filter;     ///< Of the paths below the folder that the user named.
  bool lists_ignored = false;  ///< List the files that git ignores as skipped, which takes one more call of git.
};

/// The result of a walk.
struct FolderListing {
  /// Files, each the folder joined with the path below it, sorted by bytes. git may list a file that was deleted, and
  /// it lists a submodule as if it were a file.
  std::vector<std::string> files;

  std::vector<Skipped> skipped;       ///< What was left out, sorted by the bytes of the path.
  std::vector<std::string> problems;  ///< `PATH: CAUSE` for each folder that cannot be read.
  std::vector<std::string> notes;     ///< Warnings, one sentence each.
};

/// The files of a folder that the user named: in a repository those that git tracks or would track, elsewhere all.
/// `.git` and symbolic links are always left out. Nested repositories are listed by git too.
/// The result does not depend on the number of threads.
[[nodiscard]] FolderListing list_folder(const std::string& folder, const WalkTerms& terms, std::size_t threads);

/// The files of a submodule, a folder that git listed as a file. Empty if the submodule was not fetched. `top_size` is
/// the size of the prefix of `folder` that the user named, without slashes at its end.
[[nodiscard]] FolderListing list_submodule(const std::string& folder, std::size_t top_size, const WalkTerms& terms,
                                           std::size_t threads);

/// Joins the name of a folder and a path below it with one `/`, whether or not the name ends with one.
[[nodiscard]] std::string join(const std::string& folder, std::string_view below);

}  // namespace tokmill::cli::input

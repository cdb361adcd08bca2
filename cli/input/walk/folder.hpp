#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokmill::cli::input {

struct WalkTerms {
  bool hidden = false;   ///< Take in what has a name that begins with a dot.
  bool ignored = false;  ///< Take in what git ignores.
  std::size_t threads = 1;
};

/// What a walk found.
struct FolderListing {
  /// Files, each the folder joined with the path below it, sorted by bytes. Most are there and are regular
  /// files, but git may list one that was deleted, and a submodule stands among them as if it were a file.
  std::vector<std::string> files;

  std::size_t hidden = 0;             ///< Files left out since they are, or lie in, what has a dot first.
  std::vector<std::string> problems;  ///< `PATH: CAUSE` for each folder that could not be read.
  std::vector<std::string> notes;     ///< What the user may want to know, one sentence each.
};

/// The files of a folder that was named: within a repository what git tracks or would track, elsewhere all.
/// `.git` and symbolic links are always left out; a repository within the folder is asked in its turn.
/// The result does not depend on the number of threads.
[[nodiscard]] FolderListing list_folder(const std::string& folder, const WalkTerms& terms);

/// The files of a folder that stands where git listed a file: of a submodule; none where it was never
/// fetched.
[[nodiscard]] FolderListing list_submodule(const std::string& folder, const WalkTerms& terms);

/// The path below a folder as the folder's name was given: one `/` between, whether or not the name ends in
/// one.
[[nodiscard]] std::string join(const std::string& folder, std::string_view below);

}  // namespace tokmill::cli::input

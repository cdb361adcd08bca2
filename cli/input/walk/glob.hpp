#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/result.hpp"

namespace tokmill::cli::input {

/// A pattern for paths, in the syntax of a line of .gitignore: `*`, `?` and `[a-z]` match within a name, `**` matches
/// any number of folders. A pattern with a slash at its start or in the middle is relative to the folder that is
/// walked, any other matches a name at any depth. A slash at its end restricts it to folders, and `!` at its start
/// negates it.
class Glob {
 public:
  /// Errors: invalid_argument if nothing is left after `!` and the slashes.
  [[nodiscard]] static Result<Glob> parse(std::string_view pattern);

  [[nodiscard]] bool is_negated() const noexcept { return is_negated_; }

  /// Whether it matches a path relative to the folder that is walked, regardless of `!`. A folder that matches says
  /// nothing about what it contains. O(n·m) for a pattern of n and a path of m names.
  [[nodiscard]] bool matches(const std::vector<std::string>& path, bool is_folder) const;

 private:
  Glob() = default;

  std::vector<std::string> names_;  // between the slashes, with `**` at the start if it matches at any depth
  bool is_negated_ = false;
  bool matches_only_folders_ = false;
};

/// Which paths below a folder to take: `--include` and `--exclude`. If several patterns of a list match the same path,
/// the last one decides.
class PathFilter {
 public:
  PathFilter() = default;

  /// Errors: those of Glob::parse(), with the name of the option.
  [[nodiscard]] static Result<PathFilter> parse(const std::vector<std::string>& include,
                                                const std::vector<std::string>& exclude);

  [[nodiscard]] bool is_empty() const noexcept { return include_.empty() && exclude_.empty(); }

  /// The size of the shortest prefix of `path` that is excluded: that of a folder above it or of the path itself. As in
  /// .gitignore, a negated pattern cannot bring back what is below an excluded folder. `path` is relative to the folder
  /// that is walked.
  [[nodiscard]] std::optional<std::size_t> excluded_prefix(std::string_view path, bool is_folder) const;

  /// Whether the file, or the nearest folder above it that any pattern matches, is included; true without patterns.
  [[nodiscard]] bool includes(std::string_view path) const;

 private:
  std::vector<Glob> include_;
  std::vector<Glob> exclude_;
};

}  // namespace tokmill::cli::input

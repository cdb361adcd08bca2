#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "app/arguments.hpp"
#include "input/walk/folder.hpp"
#include "options/exclusive.hpp"
#include "options/text_option.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// Which files of a folder to take: `--hidden`, `--no-ignore`, `--include`, `--exclude`, and `--list-skipped`.
struct WalkOption {
  bool hidden = false;
  bool no_ignore = false;
  std::vector<std::string> include;
  std::vector<std::string> exclude;
  bool list_skipped = false;

  void declare(Arguments& arguments);

  /// Checks that none of them was given with an option that reads no folders. Errors: as excludes().
  [[nodiscard]] Result<void> validate_with(GivenOption other) const;

  /// Checks that none of them was given, because `option` was not. Errors: invalid_argument.
  [[nodiscard]] Result<void> validate_requires(std::string_view option) const;

  /// Checks that none of them was given with an input without a folder: a literal text, or standard input alone.
  /// Errors: invalid_argument; the message says what to do.
  [[nodiscard]] Result<void> validate_for(const TextOption& text) const;

  /// Errors: invalid_argument for an empty glob.
  [[nodiscard]] Result<input::WalkTerms> terms() const;

 private:
  [[nodiscard]] std::array<GivenOption, 5> all() const;
};

}  // namespace tokmill::cli

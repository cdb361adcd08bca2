#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "app/arguments.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// A text in UTF-8, and how it was converted.
struct ConvertedText {
  std::string bytes;
  std::string charset;                    ///< The original charset.
  std::optional<int> confidence;          ///< 0 to 100, if the charset was guessed and is not UTF-8.
  bool by_mark = false;                   ///< A byte order mark told the charset, not `--from`.
  std::optional<std::size_t> ill_formed;  ///< The offset in the original of the first part that is invalid.
};

/// `--from`: the charset of the input. Without it, an input with a byte order mark of UTF-16 or UTF-32 is converted,
/// and all other inputs are UTF-8.
struct CharsetOption {
  std::optional<std::string> from;  ///< A charset, or `auto`.

  void declare(Arguments& arguments);

  /// Errors: unknown_charset.
  [[nodiscard]] Result<void> validate() const;

  /// Whether a text has to be converted. Constant time.
  [[nodiscard]] bool converts(std::string_view bytes) const;

  /// Whether the charset is guessed, for which the whole text is needed.
  [[nodiscard]] bool needs_whole() const { return from == "auto"; }

  /// The charset of a text that starts with `start`, at least four bytes of it if it has so many: that of `--from` or of
  /// a byte order mark, otherwise UTF-8. Requires !needs_whole(). Errors: unknown_charset.
  [[nodiscard]] Result<std::string> charset_of(std::string_view start) const;

  /// Converts a text to UTF-8. Requires converts(). Errors: unknown_charset if it cannot be guessed.
  [[nodiscard]] Result<ConvertedText> convert(std::string_view bytes) const;
};

}  // namespace tokmill::cli

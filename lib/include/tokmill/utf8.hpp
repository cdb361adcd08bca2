#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// A character, or a part of the text that is not UTF-8.
struct Utf8Unit {
  char32_t code_point;  ///< U+FFFD for an ill-formed part.
  std::size_t size;     ///< In bytes: 1 to 4.
  bool well_formed;
};

/// The character at the start of `text`, or the maximal ill-formed part there (Unicode 16.0, section 3.9).
/// Precondition: `text` is not empty. Constant time.
[[nodiscard]] TOKMILL_EXPORT Utf8Unit next_utf8_unit(std::string_view text) noexcept;

/// The byte offset of the first ill-formed part of `text`, or nothing where all of it is UTF-8 (Unicode
/// 16.0, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF). Linear.
[[nodiscard]] TOKMILL_EXPORT std::optional<std::size_t> find_ill_formed(std::string_view text) noexcept;

/// `text` with each maximal ill-formed part replaced by U+FFFD. Linear; a copy even where nothing is ill-formed.
[[nodiscard]] TOKMILL_EXPORT std::string replace_ill_formed(std::string_view text);

/// The number of characters, that is code points, of `text`; an ill-formed part counts as one. Linear.
[[nodiscard]] TOKMILL_EXPORT std::size_t count_characters(std::string_view text) noexcept;

}  // namespace tokmill

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"

// UTF-8 is defined by table 3-7 of Unicode 16.0: no overlong forms, no surrogates, nothing above U+10FFFF. An
// ill-formed part is a maximal subpart in the sense of section 3.9: a byte that cannot start a character, or the
// longest start of a character that is then cut short.

namespace tokmill::inline TOKMILL_ABI {

/// U+FEFF, with which some editors start a file.
inline constexpr std::string_view utf8_byte_order_mark = "\xEF\xBB\xBF";

/// Whether the byte is not one of those (0x80 to 0xBF) that continue a character. In a text that is UTF-8, it starts one.
[[nodiscard]] constexpr bool starts_character(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// A code point or an ill-formed part of a text.
struct Utf8Unit {
  char32_t code_point;  ///< U+FFFD for an ill-formed part.
  std::size_t size;     ///< In bytes, 1 to 4.
  bool well_formed;
};

/// Decodes the code point, or the ill-formed part, at the start of `text`. Precondition: `text` is not empty.
/// Constant time.
[[nodiscard]] TOKMILL_EXPORT Utf8Unit next_utf8_unit(std::string_view text) noexcept;

/// Returns the byte offset of the first ill-formed part of `text`, or nullopt if `text` is UTF-8. Linear time.
[[nodiscard]] TOKMILL_EXPORT std::optional<std::size_t> find_ill_formed(std::string_view text) noexcept;

/// Returns a copy of `text` with each ill-formed part replaced by U+FFFD. Linear time.
[[nodiscard]] TOKMILL_EXPORT std::string replace_ill_formed(std::string_view text);

/// Returns the number of code points in `text`; an ill-formed part counts as one. Linear time.
[[nodiscard]] TOKMILL_EXPORT std::size_t count_characters(std::string_view text) noexcept;

}  // namespace tokmill

#pragma once

#include <cstddef>
#include <string_view>

#include "tokmill/utf8.hpp"

namespace tokmill::unicode {

/// U+FFFD in UTF-8: what stands for an ill-formed part.
inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

/// A code point and the number of bytes that it takes.
struct Decoded {
  char32_t code_point;
  std::size_t size;
};

/// The character at `at`. Precondition: a whole, well-formed character stands there. Checks nothing.
[[nodiscard]] inline Decoded decode_well_formed(const char* at) noexcept {
  const auto byte = [at](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(at[i])); };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {(lead & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (lead < 0xF0) return {(lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  return {(lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
}

/// The size of the well-formed character at the start of `text`, or 0 where what stands there is
/// ill-formed. Precondition: `text` is not empty.
[[nodiscard]] std::size_t well_formed_size(std::string_view text) noexcept;

/// The size of the ill-formed part at the start of `text`: 1, or as many bytes as begin a character that
/// is then broken off (Unicode 16.0, section 3.9: a maximal subpart). Precondition: well_formed_size is 0.
[[nodiscard]] std::size_t ill_formed_size(std::string_view text) noexcept;

/// Whether a character of well-formed `text` starts at `at`, or the text ends there.
[[nodiscard]] inline bool is_character_boundary(std::string_view text, std::size_t at) noexcept {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

/// The size of the longest prefix of `text` that is UTF-8. Linear.
[[nodiscard]] std::size_t well_formed_prefix(std::string_view text) noexcept;

}  // namespace tokmill::unicode

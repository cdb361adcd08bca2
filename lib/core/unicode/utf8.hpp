#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "tokmill/utf8.hpp"

namespace tokmill::unicode {

/// U+FFFD in UTF-8, which replaces ill-formed parts.
inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

/// Whether the byte continues a character (0x80 to 0xBF).
[[nodiscard]] constexpr bool is_continuation(char byte) noexcept {
  return !starts_character(byte);
}

/// The size in bytes of a well-formed character, by its first byte.
[[nodiscard]] constexpr std::size_t size_from_lead(char byte) noexcept {
  const auto lead = static_cast<unsigned char>(byte);
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// The start of the character that ends at `at`. Precondition: there is one, and the text is UTF-8.
[[nodiscard]] inline const char* previous_character(const char* at) noexcept {
  --at;
  while (is_continuation(*at)) --at;
  return at;
}

/// A code point and its size in bytes.
struct Decoded {
  char32_t code_point;
  std::size_t size;
};

/// Decodes the character at `at`. Precondition: it is complete and well-formed, which is not checked.
[[nodiscard]] inline Decoded decode_well_formed(const char* at) noexcept {
  const auto byte = [at](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(at[i])); };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {(lead & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (lead < 0xF0) return {(lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  return {(lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
}

/// Appends the UTF-8 of a code point to `text`. Precondition: code_point <= 0x10FFFF, and it is no surrogate.
inline void append_utf8(char32_t code_point, std::string& text) {
  const auto append = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) return append(code_point);
  if (code_point < 0x800) {
    append(0xC0 | code_point >> 6);
  } else {
    if (code_point < 0x10000) {
      append(0xE0 | code_point >> 12);
    } else {
      append(0xF0 | code_point >> 18);
      append(0x80 | (code_point >> 12 & 0x3F));
    }
    append(0x80 | (code_point >> 6 & 0x3F));
  }
  append(0x80 | (code_point & 0x3F));
}

/// The number of ASCII bytes at the start of `text`, rounded down to a multiple of eight. Linear time, eight bytes at a
/// time.
[[nodiscard]] inline std::size_t ascii_words(std::string_view text) noexcept {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & high_bits) != 0) break;
  }
  return at;
}

/// The size of the well-formed character at the start of `text`, or 0 if `text` starts with an ill-formed part.
/// Precondition: `text` is not empty.
[[nodiscard]] std::size_t well_formed_size(std::string_view text) noexcept;

/// The size of the ill-formed part at the start of `text`: the longest start of a character that is then cut short, or
/// 1 if there is none (a maximal subpart; Unicode 16.0, section 3.9). Precondition: well_formed_size(text) is 0.
[[nodiscard]] std::size_t ill_formed_size(std::string_view text) noexcept;

/// The sizes of the well-formed text at the start of a text, and of the ill-formed part after it. Either may be 0.
struct Parts {
  std::size_t well_formed;
  std::size_t ill_formed;
};

/// Precondition: `text` is not empty. `is_first` affects only the time: false if the text comes after an ill-formed
/// part, so that the next one is probably near. Linear time.
[[nodiscard]] Parts next_parts(std::string_view text, bool is_first) noexcept;

/// Whether `text` is the start of a character that needs more bytes to be complete. Precondition: `text` is not empty.
[[nodiscard]] bool is_cut_short(std::string_view text) noexcept;

/// Whether `at` is the start of a character of `text`, which is UTF-8, or the end of the text.
[[nodiscard]] inline bool is_character_boundary(std::string_view text, std::size_t at) noexcept {
  return at == text.size() || !is_continuation(text[at]);
}

/// The size of the longest prefix of `text` that is UTF-8. Linear time.
[[nodiscard]] std::size_t well_formed_prefix(std::string_view text) noexcept;

}  // namespace tokmill::unicode

#pragma once

#include <cstddef>
#include <cstdint>

namespace tokmill::unicode {

/// The character classes that the patterns distinguish. Derived from the general categories and White_Space of Unicode
/// 16.0, the version used by tiktoken 0.14.0.
enum class CharClass : std::uint8_t {
  other = 0,    ///< All other characters: punctuation, symbols, controls, unassigned.
  space = 1,    ///< White_Space except CR and LF.
  newline = 2,  ///< CR and LF.
  number = 3,   ///< N: Nd, Nl, No.
  mark = 4,     ///< M: Mn, Mc, Me.
  upper = 5,    ///< Lu and Lt.
  lower = 6,    ///< Ll.
  uncased = 7,  ///< Lm and Lo: in o200k, these match both as upper case and as lower case.
};

/// A set of classes, one bit per class.
using CharClassSet = std::uint8_t;

[[nodiscard]] constexpr CharClassSet set_of(CharClass one) noexcept {
  return static_cast<CharClassSet>(1U << static_cast<unsigned>(one));
}
template <class... Rest>
[[nodiscard]] constexpr CharClassSet set_of(CharClass first, Rest... rest) noexcept {
  return static_cast<CharClassSet>(set_of(first) | set_of(rest...));
}
[[nodiscard]] constexpr bool contains(CharClassSet set, CharClass one) noexcept {
  return (set >> static_cast<unsigned>(one) & 1U) != 0;
}

inline constexpr CharClassSet letters = set_of(CharClass::upper, CharClass::lower, CharClass::uncased);
inline constexpr CharClassSet white_space = set_of(CharClass::space, CharClass::newline);

// A two-stage table: block_of_prefix[code point >> 7] is the index of a block of 128 classes in class_blocks, where
// equal blocks are stored once. With blocks of 128, the tables take 8.5 KB + 28.8 KB, the minimum over all powers of
// two. A class takes a byte: packing two per byte would save 14 KB but add a shift to the innermost loop.
namespace tables {
#include "core/unicode/char_class_tables.inc"
}  // namespace tables

/// The class of a code point. Precondition: code_point <= 0x10FFFF. Constant time: two dependent loads.
[[nodiscard]] inline CharClass char_class(char32_t code_point) noexcept {
  const std::size_t block = tables::block_of_prefix[code_point >> tables::block_bits];
  return static_cast<CharClass>(
      tables::class_blocks[block << tables::block_bits | (code_point & ((1U << tables::block_bits) - 1))]);
}

/// The class of an ASCII character. Precondition: byte < 0x80.
[[nodiscard]] constexpr CharClass ascii_class(unsigned char byte) noexcept {
  return static_cast<CharClass>(tables::class_blocks[byte]);
}

}  // namespace tokmill::unicode

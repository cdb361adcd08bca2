#pragma once

#include <cstddef>
#include <cstdint>

namespace tokmill::unicode {

/// What the pre-tokenizers need to know of a character: no pattern tells apart two characters of one class.
/// From the general categories and White_Space of Unicode 16.0, the version that tiktoken 0.14.0 has.
enum class CharClass : std::uint8_t {
  other = 0,     ///< All the rest: punctuation, symbols, controls, unassigned.
  space = 1,     ///< White_Space, but CR and LF.
  newline = 2,   ///< CR and LF.
  number = 3,    ///< N: Nd, Nl, No.
  mark = 4,      ///< M: Mn, Mc, Me.
  upper = 5,     ///< Lu and Lt.
  lower = 6,     ///< Ll.
  uncased = 7,   ///< Lm and Lo: letters that are upper and lower at once for o200k.
};

/// A set of classes, one bit for each.
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

// Two stages: block_of_prefix[code point >> 7] names a block of 128 classes, class_blocks holds the blocks,
// each stored once. Blocks of 128 make 8.5 KB + 28.8 KB, the least of all powers of two; one byte a class
// rather than half a one, since halves would save 14 KB and cost a shift in the innermost loop.
namespace tables {
#include "core/unicode/char_class_tables.inc"
}  // namespace tables

/// The class of a code point. Precondition: at most 0x10FFFF. Constant time, two dependent loads.
[[nodiscard]] inline CharClass char_class(char32_t code_point) noexcept {
  const std::size_t block = tables::block_of_prefix[code_point >> tables::block_bits];
  return static_cast<CharClass>(
      tables::class_blocks[block << tables::block_bits | (code_point & ((1U << tables::block_bits) - 1))]);
}

/// The class of a character below U+0080.
[[nodiscard]] constexpr CharClass ascii_class(unsigned char byte) noexcept {
  return static_cast<CharClass>(tables::class_blocks[byte]);
}

}  // namespace tokmill::unicode

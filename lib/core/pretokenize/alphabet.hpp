#pragma once

// How the patterns see characters. Most of them see only the CharClass. Others distinguish more: up to 16 classes, which
// are stored as values of CharClass above the named ones.

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/unicode/char_class.hpp"
#include "core/unicode/fine_class.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::pretokenize {

using unicode::CharClass;

enum class Alphabet : std::uint8_t {
  plain,  ///< The CharClass.
  han,    ///< The CharClass; for characters of the script Han, the one in_second_half.
  cjk,    ///< The classes of namespace cjk; for the ideographs and kana of cjk::is_cjk, the one in_second_half.
};

/// A set of classes of an alphabet, one bit per class.
using ClassSet = std::uint16_t;

[[nodiscard]] constexpr bool contains(ClassSet set, CharClass one) noexcept {
  return (set >> static_cast<unsigned>(one) & 1U) != 0;
}

[[nodiscard]] constexpr CharClass in_second_half(CharClass one) noexcept {
  return static_cast<CharClass>(static_cast<unsigned>(one) + 8);
}
[[nodiscard]] constexpr ClassSet in_second_half(unicode::CharClassSet set) noexcept {
  return static_cast<ClassSet>(set << 8);
}

/// The classes of DeepSeek's patterns, in which all letters and marks are alike.
namespace cjk {

inline constexpr CharClass symbol = CharClass::other;         // P and S
inline constexpr CharClass control = CharClass::mark;         // C, except white space
inline constexpr CharClass ascii_letter = CharClass::lower;
inline constexpr CharClass other_letter = CharClass::uncased;  // L and M, except ASCII

inline constexpr ClassSet ascii_letters = unicode::set_of(ascii_letter);
inline constexpr ClassSet controls = unicode::set_of(control);
inline constexpr ClassSet letters_of_cjk = in_second_half(unicode::set_of(other_letter));
inline constexpr ClassSet symbols_of_cjk = in_second_half(unicode::set_of(symbol));
inline constexpr ClassSet controls_of_cjk = in_second_half(unicode::set_of(control));
inline constexpr ClassSet any_cjk = letters_of_cjk | symbols_of_cjk | controls_of_cjk;
/// The text ends before these, for the third step.
inline constexpr ClassSet ends_of_step_3 = any_cjk | unicode::set_of(CharClass::number);

/// U+4E00 to U+9FA5 and U+3040 to U+30FF.
[[nodiscard]] constexpr bool is_cjk(char32_t c) noexcept {
  const auto is_between = [c](char32_t first, char32_t last) { return unsigned{c - first <= last - first}; };
  return (is_between(0x4E00, 0x9FA5) | is_between(0x3040, 0x30FF)) != 0;  // without branches
}

/// The class, in the first half, by the value of FineClass.
inline constexpr std::array<CharClass, unicode::FineClass::values> by_fine_class = [] {
  std::array<CharClass, unicode::FineClass::values> classes{};
  for (unsigned value = 0; value < classes.size(); ++value) {
    const unicode::FineClass fine(static_cast<std::uint8_t>(value));
    switch (const CharClass char_class = fine.char_class()) {
      case CharClass::other: classes[value] = fine.is_symbol() ? symbol : control; break;
      case CharClass::space:
      case CharClass::newline:
      case CharClass::number: classes[value] = char_class; break;
      case CharClass::mark:
      case CharClass::upper:
      case CharClass::lower:
      case CharClass::uncased: classes[value] = other_letter; break;
    }
  }
  return classes;
}();

inline constexpr std::array<CharClass, 128> by_ascii = [] {
  std::array<CharClass, 128> classes{};
  for (unsigned char byte = 0; byte < 128; ++byte) {
    const CharClass one = by_fine_class[unicode::fine_class(byte).value()];
    classes[byte] = one == other_letter ? ascii_letter : one;
  }
  return classes;
}();

}  // namespace cjk

/// The class of an ASCII character. Precondition: byte < 0x80.
template <Alphabet alphabet>
[[nodiscard]] constexpr CharClass ascii_class_of(unsigned char byte) noexcept {
  if constexpr (alphabet == Alphabet::cjk) return cjk::by_ascii[byte];
  return unicode::ascii_class(byte);
}

/// By byte: the class of an ASCII character as a set, which is in the first half of each alphabet; for other bytes, the
/// empty set.
template <Alphabet alphabet>
inline constexpr std::array<unicode::CharClassSet, 256> ascii_sets = [] {
  std::array<unicode::CharClassSet, 256> sets{};
  for (unsigned char byte = 0; byte < 0x80; ++byte) sets[byte] = unicode::set_of(ascii_class_of<alphabet>(byte));
  return sets;
}();

/// The class of another character.
template <Alphabet alphabet>
[[nodiscard]] inline CharClass class_of(char32_t code_point) noexcept {
  if constexpr (alphabet == Alphabet::plain) return unicode::char_class(code_point);
  const unicode::FineClass fine = unicode::fine_class(code_point);
  if constexpr (alphabet == Alphabet::han) return static_cast<CharClass>(fine.value() & 15U);
  const CharClass one = cjk::by_fine_class[fine.value()];
  return cjk::is_cjk(code_point) ? in_second_half(one) : one;
}

struct Character {
  CharClass char_class;
  std::size_t size;  // in bytes
};

/// The character at `at`. Precondition: it is complete and well-formed.
template <Alphabet alphabet = Alphabet::plain>
inline Character character_at(const char* at) noexcept {
  const auto byte = static_cast<unsigned char>(*at);
  if (byte < 0x80) return {ascii_class_of<alphabet>(byte), 1};
  const unicode::Decoded decoded = unicode::decode_well_formed(at);
  return {class_of<alphabet>(decoded.code_point), decoded.size};
}

/// The same for an alphabet that is not known when compiling.
inline Character character_at(Alphabet alphabet, const char* at) noexcept {
  switch (alphabet) {
    case Alphabet::plain: break;
    case Alphabet::han: return character_at<Alphabet::han>(at);
    case Alphabet::cjk: return character_at<Alphabet::cjk>(at);
  }
  return character_at(at);
}
}  // namespace tokmill::pretokenize

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

#include "core/unicode/code_point_set.hpp"

namespace tokmill::pretokenize::pattern {

/// The number of a class of characters that a pattern does not distinguish. The end of the text is a class, too: the
/// last one.
using ClassNumber = std::uint8_t;

/// The maximum number of classes, including the one for the end of the text.
inline constexpr std::size_t max_classes = 256;

/// A set of classes.
class ClassSet {
 public:
  void insert(ClassNumber number) noexcept { words_[number / 64] |= std::uint64_t{1} << number % 64; }
  [[nodiscard]] bool contains(ClassNumber number) const noexcept {
    return (words_[number / 64] >> number % 64 & 1) != 0;
  }
  [[nodiscard]] bool intersects(const ClassSet& other) const noexcept {
    for (std::size_t i = 0; i < std::size(words_); ++i) {
      if ((words_[i] & other.words_[i]) != 0) return true;
    }
    return false;
  }

 private:
  std::uint64_t words_[max_classes / 64] = {};
};

/// The classes of all code points for one pattern: two characters are in one class if every set of the pattern contains
/// both or neither.
///
/// A two-level table of blocks of 128 code points, where equal blocks are stored once: typically 17 KB for the blocks of
/// the prefixes and 10 to 40 KB for the classes.
class CharacterMap {
 public:
  /// nullopt if there are more than max_classes. Time: linear in the number of all ranges of the sets times the number
  /// of the sets.
  [[nodiscard]] static std::optional<CharacterMap> make(std::span<const unicode::CodePointSet* const> sets);

  /// The classes of all maps together: two characters are in one class if they are in one class of every map. nullopt if
  /// there are more than max_classes. Time: linear in the number of different blocks of the maps.
  [[nodiscard]] static std::optional<CharacterMap> refinement(std::span<const CharacterMap* const> maps);

  /// Constant time. Precondition: code_point <= 0x10FFFF.
  [[nodiscard]] ClassNumber class_of(char32_t code_point) const noexcept {
    return blocks_[std::size_t{block_of_prefix_[code_point >> block_bits]} << block_bits |
                   (code_point & (block_size - 1))];
  }

  /// The class of an ASCII character. Precondition: byte < 0x80.
  [[nodiscard]] ClassNumber ascii_class(unsigned char byte) const noexcept { return ascii_[byte]; }

  /// The number of classes, including the one for the end of the text.
  [[nodiscard]] std::size_t class_count() const noexcept { return class_count_; }
  [[nodiscard]] ClassNumber end_class() const noexcept { return static_cast<ClassNumber>(class_count_ - 1); }

  /// The classes of the characters whose UTF-8 starts with the byte; none for a byte that starts no character.
  [[nodiscard]] const ClassSet& classes_after_lead(unsigned char byte) const noexcept { return after_lead_[byte]; }

  /// A code point of each class but that of the end of the text.
  [[nodiscard]] std::span<const char32_t> examples() const noexcept { return examples_; }

 private:
  static constexpr unsigned block_bits = 7;
  static constexpr std::size_t block_size = std::size_t{1} << block_bits;
  static constexpr std::size_t prefix_count = (std::size_t{unicode::max_code_point} + 1) >> block_bits;

  std::array<ClassNumber, 0x80> ascii_{};
  std::array<ClassSet, 256> after_lead_{};
  std::vector<std::uint16_t> block_of_prefix_;
  std::vector<ClassNumber> blocks_;
  std::vector<char32_t> examples_;
  std::size_t class_count_ = 0;
};

}  // namespace tokmill::pretokenize::pattern

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// A number and its tokens in an encoding.
struct SplitNumber {
  std::string number;
  std::string encoding;             ///< The name of the encoding.
  std::vector<std::string> pieces;  ///< The bytes of each token.
};

/// Splits the text of a number into tokens.
[[nodiscard]] TOKMILL_EXPORT SplitNumber split_number(const Encoding& encoding, const std::string& number);

/// Where an encoding cuts a long run of digits, whatever digits these are.
enum class DigitGrouping {
  single,            ///< Each digit is a token.
  three_from_left,   ///< Into groups of three that start at the left.
  three_from_right,  ///< Into groups of three that end at the right.
  merged,            ///< Nowhere in particular: frequent strings of digits are tokens.
};

/// Finds out how an encoding groups digits, by splitting a number of ten digits.
[[nodiscard]] TOKMILL_EXPORT DigitGrouping digit_grouping(const Encoding& encoding);

/// The byte offsets in the number at which one token ends and the next begins, in order. The tokens may start with text
/// that the encoding inserts before each text, such as a blank. nullopt if what follows it is not the number, because
/// the encoding normalizes it or has no tokens for parts of it.
[[nodiscard]] TOKMILL_EXPORT std::optional<std::vector<std::size_t>> boundaries(const SplitNumber& split);

/// The digit groups of a decimal number as people read it, as the byte offsets where they begin. The digits
/// of the integer form groups of three from the right. The digits of the fraction are one group, and so is
/// each run of other characters.
struct Thousands {
  std::vector<std::size_t> groups;  ///< The starts of all groups except the first.
  std::vector<std::size_t> inner;   ///< The starts with a digit on both sides, which a tokenizer can miss.
};

/// The thousands groups of a number; nullopt if it is not one decimal number (parse_decimal()).
[[nodiscard]] TOKMILL_EXPORT std::optional<Thousands> thousands(std::string_view number);

/// Whether `text` contains a decimal digit of any script.
[[nodiscard]] TOKMILL_EXPORT bool has_digit(std::string_view text);

/// Whether `text` consists of one or more ASCII digits.
[[nodiscard]] TOKMILL_EXPORT bool is_whole(std::string_view text);

/// A non-negative integer in ASCII digits with a separator between its thousands.
[[nodiscard]] TOKMILL_EXPORT std::string separated(std::string_view whole, std::string_view separator);

}  // namespace tokmill::analysis

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// A number as one encoding splits it.
struct SplitNumber {
  std::string number;
  std::string encoding;             // its name
  std::vector<std::string> pieces;  // the bytes of each token
};

[[nodiscard]] TOKMILL_EXPORT SplitNumber split_number(const Encoding& encoding, const std::string& number);

/// The byte offsets within the number at which a token ends and the next begins, in order.
[[nodiscard]] TOKMILL_EXPORT std::vector<std::size_t> boundaries(const SplitNumber& split);

/// What a person reads a number as: the byte offsets at which a group begins. Digits, of any script, are
/// grouped in threes from the right; digits behind a decimal point are one group, and so is whatever is no
/// digit.
struct Thousands {
  std::vector<std::size_t> groups;  // all, but for the one that begins the number
  std::vector<std::size_t>
      inner;  // those of them that have digits on both sides: what a tokenizer can get wrong
};
[[nodiscard]] TOKMILL_EXPORT Thousands thousands(std::string_view number);

/// Whether `text` has a digit of any script.
[[nodiscard]] TOKMILL_EXPORT bool has_digit(std::string_view text);

/// Whether `text` is a whole number in ASCII digits, without a sign.
[[nodiscard]] TOKMILL_EXPORT bool is_whole(std::string_view text);

/// A whole number in ASCII digits with a separator between its thousands.
[[nodiscard]] TOKMILL_EXPORT std::string separated(std::string_view whole, std::string_view separator);

}  // namespace tokmill::analysis

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"

namespace tokmill::cli::numbers {

/// A number as one encoding splits it.
struct SplitNumber {
  std::string number;
  std::string encoding;             // its name
  std::vector<std::string> pieces;  // the bytes of each token
};

[[nodiscard]] SplitNumber split_number(const Encoding& encoding, const std::string& number);

/// The pieces as a person reads them, with `|` between.
[[nodiscard]] std::string joined(const SplitNumber& split);

/// The byte offsets within the number at which a token ends and the next begins, in order.
[[nodiscard]] std::vector<std::size_t> boundaries(const SplitNumber& split);

/// What a person reads a number as: the byte offsets at which a group begins. Digits, of any script, are
/// grouped in threes from the right; digits behind a decimal point are one group, and so is whatever is no
/// digit.
struct Thousands {
  std::vector<std::size_t> groups;  // all, but for the one that begins the number
  std::vector<std::size_t>
      inner;  // those of them that have digits on both sides: what a tokenizer can get wrong
};
[[nodiscard]] Thousands thousands(std::string_view number);

/// Whether `text` has a digit of any script.
[[nodiscard]] bool has_digit(std::string_view text);

/// Whether `text` is a whole number in ASCII digits, without a sign.
[[nodiscard]] bool is_whole(std::string_view text);

/// A whole number in ASCII digits with a separator between its thousands.
[[nodiscard]] std::string separated(std::string_view whole, std::string_view separator);

}  // namespace tokmill::cli::numbers

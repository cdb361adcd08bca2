#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/analysis/number.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli::numbers {

/// How some encodings split a number in the same way.
struct Way {
  std::string label;  ///< Their names, for people.
  analysis::SplitNumber split;
};

/// The ways in the order of the encodings.
[[nodiscard]] std::vector<Way> ways_of(const std::string& number,
                                       const std::vector<const Encoding*>& encodings);

/// The characters of each group of a number; nullopt if a group ends within a character. `starts`: the byte offsets of
/// all groups but the first.
[[nodiscard]] std::optional<std::vector<std::vector<std::string_view>>> characters_of_groups(
    std::string_view number, const std::vector<std::size_t>& starts);

/// `1 token`, `2 tokens`.
[[nodiscard]] std::string token_count(const analysis::SplitNumber& split);

/// The same and, if the number has several thousands, whether tokens begin where thousands begin.
[[nodiscard]] std::string describe(const analysis::SplitNumber& split,
                                   const std::optional<analysis::Thousands>& thousands);

/// An integer with each of the usual separators between its thousands.
[[nodiscard]] std::vector<std::string> with_separators(const std::string& integer);

/// Whether number views show with_separators(): an integer of more than three digits.
[[nodiscard]] bool has_thousands(const std::string& number);

}  // namespace tokmill::cli::numbers

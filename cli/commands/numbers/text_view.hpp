#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tokmill/analysis/addition.hpp"
#include "tokmill/analysis/number.hpp"
#include "tokmill/analysis/tally.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli::numbers {

/// How to draw on a terminal.
struct Style {
  bool color = false;
  std::size_t width = 80;  // columns
};

/// The pieces of a number for people, separated by `|`.
[[nodiscard]] std::string joined(const analysis::SplitNumber& split);

/// One number: its thousands above its pieces in each encoding, digit below digit. For an integer of more than three
/// digits, also its pieces with separators between the thousands.
[[nodiscard]] std::string number_view(const std::string& number, const std::vector<const Encoding*>& encodings,
                                      const Style& style);

/// A sum in tokens, aligned at the right, with `^` below the columns whose digits are at different positions in their
/// tokens.
[[nodiscard]] std::string addition_view(const analysis::Addition& addition, const Style& style);

/// The tallies of a range, with the eight most frequent shapes of each, or fewer if standard output is a narrow terminal.
[[nodiscard]] std::string tally_view(const std::vector<analysis::Tally>& tallies);

/// The explanation for these encodings and its source, wrapped at `width` columns.
[[nodiscard]] std::string explanation_text(const std::vector<const Encoding*>& encodings, std::size_t width);

}  // namespace tokmill::cli::numbers

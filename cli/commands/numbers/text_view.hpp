#pragma once

#include <string>
#include <vector>

#include "output/table.hpp"
#include "tokmill/analysis/addition.hpp"
#include "tokmill/analysis/number.hpp"
#include "tokmill/analysis/tally.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli::numbers {

/// How to draw for a terminal.
struct Style {
  bool color = false;
  std::size_t width = 80;  // columns
};

/// The tokens of a number as a person reads them, separated by `|`.
[[nodiscard]] std::string joined(const analysis::SplitNumber& split);

/// One number: the thousands that a person reads above the pieces of each encoding, digit beneath digit, and,
/// where it is a whole number of more than three digits, the same number with separators.
[[nodiscard]] std::string number_view(const std::string& number,
                                      const std::vector<const Encoding*>& encodings, const Style& style);

/// A sum in tokens, digit beneath digit from the right, with `^` below the columns that do not line up.
[[nodiscard]] std::string addition_view(const analysis::Addition& addition, const Style& style);

/// Tallies, one a row, with up to `most` of their shapes, the commonest first, and the rest as one.
[[nodiscard]] output::Table tally_table(const std::vector<analysis::Tally>& tallies, std::size_t most);

/// The explanation and its source, in lines of `width` columns.
[[nodiscard]] std::string explanation_text(std::size_t width);

}  // namespace tokmill::cli::numbers

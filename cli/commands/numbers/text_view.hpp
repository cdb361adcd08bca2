#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "commands/numbers/split_row.hpp"
#include "commands/numbers/sum.hpp"
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

/// One number: its pieces in each encoding, digit below digit. For a decimal number, its thousands above them
/// and whether the cuts are between these; for an integer of more than three digits, also its pieces with
/// separators.
[[nodiscard]] std::string number_view(const std::string& number, const std::vector<const Encoding*>& encodings,
                                      const Style& style);

/// A sum in tokens as it was typed and, if that differs, with separators. `^` is below the columns whose
/// digits are at different positions in their tokens.
[[nodiscard]] std::string sum_view(const Sum& sum, const Style& style);

/// The tables of numbers in several scripts: one for each encoding, sorted by the number of tokens. On a
/// terminal, pieces that do not fit end with `…`.
[[nodiscard]] std::string scripts_view(std::vector<SplitRow> rows);

/// The tallies of a range, with the eight most frequent shapes of each, in several lines if standard output
/// is a terminal.
[[nodiscard]] std::string tally_view(const std::vector<analysis::Tally>& tallies);

/// The explanation for these encodings and its source, wrapped at `width` columns.
[[nodiscard]] std::string explanation_text(const std::vector<const Encoding*>& encodings, std::size_t width);

}  // namespace tokmill::cli::numbers

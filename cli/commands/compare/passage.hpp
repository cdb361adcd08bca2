#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "commands/compare/row.hpp"
#include "options/tokenizers_option.hpp"
#include "tokmill/analysis/hunks.hpp"

namespace tokmill::cli::compare {

/// Where a hunk is in its text.
struct Place {
  std::size_t line;    ///< From 1.
  std::size_t column;  ///< In code points, from 1.

  [[nodiscard]] std::string text() const;
};

/// The places of hunks, in their order. Linear in the text.
[[nodiscard]] std::vector<Place> places_of(const std::vector<analysis::Hunk>& hunks, std::string_view text);

/// The usual width of context_of().
inline constexpr std::size_t context_width = 60;

/// The hunk in brackets between some text before and after it in its line, for people, in at most `width`
/// columns.
[[nodiscard]] std::string context_of(const analysis::Hunk& hunk, std::string_view text, std::size_t width);

/// `r50k_base and o200k_base: 5 of 39 passages that differ, …`, and `more` if there are more. Precondition: the row has
/// differences from the tokenizer `first`.
[[nodiscard]] std::string passages_title(const Row& row, const NamedTokenizer& first, std::string_view more);

}  // namespace tokmill::cli::compare

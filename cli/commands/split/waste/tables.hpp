#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "commands/split/waste/output.hpp"
#include "output/table.hpp"

namespace tokmill::cli::split {

/// The changes that save tokens, the largest saving first, and all of them together.
[[nodiscard]] output::Table change_table(const WasteView& view);

/// The places that save most, of all kinds. The last column, the text, is at most `text_width` columns wide.
[[nodiscard]] output::Table place_table(const WasteView& view, std::size_t text_width);

/// The lines with the most tokens, in the same way.
[[nodiscard]] output::Table longest_line_table(const WasteView& view, std::size_t text_width);

/// The share of the tokens of the text, such as `12.5%`.
[[nodiscard]] std::string percent_of(std::ptrdiff_t tokens, const WasteView& view);

/// What the tables say in one line: the number of tokens and lines.
[[nodiscard]] std::string waste_heading(const WasteView& view);

/// The examples of all kinds, the largest saving first, at most `view.top` of them, without those that save nothing.
[[nodiscard]] std::vector<analysis::WastePlace> largest_places(const WasteView& view);

}  // namespace tokmill::cli::split

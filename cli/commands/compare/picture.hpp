#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "commands/compare/row.hpp"

namespace tokmill::cli::compare {

/// The most texts that a picture shows, and the most passages for each text and tokenizer.
inline constexpr std::size_t max_texts_drawn = 50;
inline constexpr std::size_t max_passages_drawn = 50;

/// A picture (SVG) of the rows: for each text a bar for each tokenizer, and the passages of the rows that have some, with
/// their tokens. `name` is that of the only text; it is empty if there are several, which are then named. Rows must have at
/// most max_passages_drawn passages.
[[nodiscard]] std::string picture(const std::vector<Row>& rows, std::string_view name);

}  // namespace tokmill::cli::compare

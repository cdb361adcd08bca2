#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "commands/compare/row.hpp"

namespace tokmill::cli::compare {

/// The most texts that a picture shows, and the most passages for each text and tokenizer.
inline constexpr std::size_t max_texts_drawn = 50;
inline constexpr std::size_t max_passages_drawn = 50;

/// A picture (SVG) of the rows: for each text a bar for each tokenizer, and the passages of the rows that have some, with
/// their tokens. Names the texts if there are several. Rows must have at most max_passages_drawn passages.
[[nodiscard]] std::string picture(const std::vector<Row>& rows, bool several_inputs);

}  // namespace tokmill::cli::compare

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "commands/compare/alignment.hpp"
#include "commands/compare/row.hpp"

namespace tokmill::cli::compare {

/// A text under several tokenizers as a self-contained page: their counts, at most `max_passages` of the passages that
/// they split differently, and the text in rows, one column for each tokenizer, in which these passages are marked.
/// `name`: of the input, for the title. `rows`: of the input, in the order of the columns. The page has the rows as inert
/// text that its script shows when they come near the screen, so that a large text does not slow the browser.
[[nodiscard]] std::string page(const std::string& name, const std::vector<Row>& rows,
                               const std::vector<Column>& columns, std::size_t max_passages);

}  // namespace tokmill::cli::compare

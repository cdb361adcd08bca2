#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "commands/compare/alignment.hpp"

namespace tokmill::cli::compare {

/// The rows of a text in a page, in blocks.
struct TextRows {
  std::string html;
  std::size_t count = 0;               ///< Of the rows.
  std::vector<std::size_t> block_of;   ///< For each listed passage.
};

/// Rows of a text, one cell for each column. A row is a line, or more than one where tokens go on in the next line. The
/// rows of the first block are elements, those of the others text that the script makes elements of. `listed`: the passages
/// that get an identifier, `p1` and so on.
[[nodiscard]] TextRows text_rows_of(const std::vector<Column>& columns, const std::vector<Stretch>& stretches,
                                    const std::vector<const Stretch*>& listed);

}  // namespace tokmill::cli::compare

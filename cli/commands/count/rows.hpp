#pragma once

#include "commands/count/outcome.hpp"
#include "commands/count/request.hpp"
#include "output/io.hpp"

namespace tokmill::cli::count {

/// Answers each line of standard input with its number of tokens. With several encodings, the answer is an object with the
/// number under each; in TSV, it is a column for each.
[[nodiscard]] Outcome count_rows(const RowsRequest& request, Io& io);

}  // namespace tokmill::cli::count

#pragma once

#include "commands/count/outcome.hpp"
#include "commands/count/request.hpp"
#include "output/io.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli::count {

/// Answers each line of standard input with its number of tokens.
[[nodiscard]] Outcome count_rows(const RowsRequest& request, const Encoding& encoding, Io& io);

}  // namespace tokmill::cli::count

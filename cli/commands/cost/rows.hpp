#pragma once

#include "app/exit_code.hpp"
#include "commands/cost/request.hpp"
#include "output/io.hpp"

namespace tokmill::cli::cost {

/// Answers each line of standard input with what its text costs as the input of one call: a decimal number of US
/// dollars, or null if the price is unknown. With several models, the answer is an object with the amount for each; in
/// TSV, it is a column for each. Requires request.rows.
[[nodiscard]] ExitCode price_rows(const CostRequest& request, Io& io);

}  // namespace tokmill::cli::cost

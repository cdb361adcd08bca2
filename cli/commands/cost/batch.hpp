#pragma once

#include <cstddef>
#include <string>

#include "commands/cost/request.hpp"
#include "output/io.hpp"
#include "tokmill/analysis/batch_cost.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::cost {

/// Prices the file of a batch, and reports on standard error the lines that cannot be priced and what is not counted.
/// Errors: the file cannot be read; those of analysis::price_batch(). The message starts with the name of the file.
[[nodiscard]] Result<analysis::BatchCost> price_file(const CostRequest& request, Io& io);

/// ` (line N)`, or ` (M requests, the first in line N)`.
[[nodiscard]] std::string lines_note(std::size_t requests, std::size_t line);

}  // namespace tokmill::cli::cost

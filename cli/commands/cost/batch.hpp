#pragma once

#include "commands/cost/request.hpp"
#include "tokmill/analysis/batch_cost.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::cost {

/// Prices the file of requests that `request.batch` names (`-`: standard input), in bounded memory.
/// Errors: malformed_request (also if the file cannot be read), and those of analysis::price_batch(); the message
/// starts with the name of the file.
[[nodiscard]] Result<analysis::BatchCost> price_file(const CostRequest& request);

}  // namespace tokmill::cli::cost

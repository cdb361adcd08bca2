#pragma once

#include <string>
#include <vector>

#include "commands/cost/request.hpp"
#include "tokmill/analysis/cost.hpp"

namespace tokmill::cli::cost {

/// The costs as a self-contained page: a bar for each model, a slider for the number of calls, which all amounts follow
/// exactly, a table of all figures, and the notes.
[[nodiscard]] std::string page(std::vector<analysis::CostRow> rows, const CostRequest& request);

}  // namespace tokmill::cli::cost

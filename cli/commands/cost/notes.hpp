#pragma once

#include <string>
#include <vector>

#include "commands/cost/request.hpp"
#include "tokmill/analysis/cost.hpp"

namespace tokmill::cli::cost {

/// Whether a price was read more than 180 days before `at`, or on an unknown day.
[[nodiscard]] bool is_old(const analysis::CostRow& row, pricing::Date at);

/// Whether some amount has more than `decimals` decimals, so that a table rounds it.
[[nodiscard]] bool is_rounded(const std::vector<analysis::CostRow>& rows, int decimals);

/// Notes on the names of models, and on the figures: which are estimates, old, unknown, or depend on a promotion.
[[nodiscard]] std::vector<std::string> notes(const std::vector<analysis::CostRow>& rows, const CostRequest& request);

}  // namespace tokmill::cli::cost

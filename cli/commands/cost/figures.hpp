#pragma once

#include <string>
#include <vector>

#include "output/table.hpp"
#include "tokmill/analysis/cost.hpp"

/// Figures for people, in tables and pages.
namespace tokmill::cli::cost {

/// `text`, marked with `≈` unless it is exact.
[[nodiscard]] std::string mark(bool exact, std::string text);

/// The input tokens of a row: a number, bounds, or the part that is known.
[[nodiscard]] std::string input_text(const analysis::CostRow& row);

/// The used share of the context window, or that a call does not fit; empty if that is unknown.
[[nodiscard]] std::string context_text(const analysis::CostRow& row);

/// Whether the total of a row has bounds that are known.
[[nodiscard]] bool has_total_range(const analysis::CostRow& row);

/// Sorts the cheapest model first, unknown costs after known ones, and the total last.
void sort_by_total(std::vector<analysis::CostRow>& rows);

/// The parts of a chat request: a row for each part, a column for each model or, if several count alike, for these.
/// Empty for other inputs.
[[nodiscard]] output::Table items_table(const std::vector<analysis::CostRow>& rows);

}  // namespace tokmill::cli::cost

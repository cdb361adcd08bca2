#pragma once

#include <string>
#include <vector>

#include "commands/cost/row.hpp"

namespace tokmill::cli::cost {

/// Whether a price was read more than 180 days before `at`, or on a day that nobody wrote down.
[[nodiscard]] bool is_old(const Row& row, pricing::Date at);

/// Whether amounts need more than the decimals of a table, so that it rounds.
[[nodiscard]] bool is_rounded(const std::vector<Row>& rows, int decimals);

/// What a person must know to read the figures: which are estimates, old, unknown, or end with a promotion.
[[nodiscard]] std::vector<std::string> notes(const std::vector<Row>& rows, const pricing::Terms& terms);

}  // namespace tokmill::cli::cost

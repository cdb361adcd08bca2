#pragma once

#include <string>
#include <vector>

#include "commands/numbers/split_row.hpp"
#include "commands/numbers/sum.hpp"
#include "tokmill/analysis/tally.hpp"

namespace tokmill::cli::numbers {

/// `[{"number","encoding","pieces":["123","4"]}…]`, with `script` if the rows have one.
[[nodiscard]] std::string json(const std::vector<SplitRow>& rows);

/// `[{"encoding","numbers":[{"number","pieces"}…],"columns","misaligned","with_separators":{"numbers","columns",
/// "misaligned"}}…]`
[[nodiscard]] std::string json(const std::vector<Sum>& sums);

/// `[{"encoding","from","to","whole","first_split","shapes":{"2+2":5807}}…]`
[[nodiscard]] std::string json(const std::vector<analysis::Tally>& tallies);

}  // namespace tokmill::cli::numbers

#pragma once

#include <string>
#include <vector>

#include "tokmill/analysis/addition.hpp"
#include "tokmill/analysis/number.hpp"
#include "tokmill/analysis/tally.hpp"

namespace tokmill::cli::numbers {

/// `[{"number","encoding","pieces":["123","4"]}…]`
[[nodiscard]] std::string json(const std::vector<analysis::SplitNumber>& splits);

/// `[{"encoding","numbers":[{"number","pieces"}…],"columns","misaligned"}…]`
[[nodiscard]] std::string json(const std::vector<analysis::Addition>& additions);

/// `[{"encoding","from","to","whole","first_split","shapes":{"2+2":5807}}…]`
[[nodiscard]] std::string json(const std::vector<analysis::Tally>& tallies);

}  // namespace tokmill::cli::numbers

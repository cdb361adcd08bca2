#pragma once

#include <cstdint>
#include <string>

#include "commands/numbers/request.hpp"

namespace tokmill::cli::numbers {

/// The largest range of a page, which has a picture element for each number.
inline constexpr std::uint64_t max_mapped = 1'000'000;

/// A self-contained page: the pieces of the numbers; with `add`, their sum in columns; and for each encoding a heat map
/// of the range, in which the color of a number shows how it is split, with its tally as the legend. The range must
/// have at most max_mapped numbers.
[[nodiscard]] std::string page(const NumbersRequest& request);

}  // namespace tokmill::cli::numbers

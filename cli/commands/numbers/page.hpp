#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tokmill/analysis/tally.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli::numbers {

/// The most numbers that a page maps: one picture element for each.
inline constexpr std::uint64_t most_mapped = 1'000'000;

/// One self-contained page: the pieces of `numbers`; where `add_them` says so, the sum of the first two,
/// which are then whole numbers, in columns; and for each encoding a map of the range in which the colour of
/// a number says how it is split, with its legend and its tally as a table. Precondition: the range holds at
/// most most_mapped numbers.
[[nodiscard]] std::string page(const std::vector<std::string>& numbers, bool add_them,
                               const std::vector<const Encoding*>& encodings, analysis::Range range,
                               std::size_t threads);

}  // namespace tokmill::cli::numbers

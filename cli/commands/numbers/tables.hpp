#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "output/table.hpp"
#include "tokmill/analysis/addition.hpp"
#include "tokmill/analysis/number.hpp"
#include "tokmill/analysis/tally.hpp"

namespace tokmill::cli::numbers {

/// How a table names encodings: encoding_label() for people, printable_path() for programs.
using NameOfEncoding = std::string (*)(std::string_view name);

/// One row for each number and encoding.
[[nodiscard]] output::Table split_table(const std::vector<analysis::SplitNumber>& splits, NameOfEncoding name_of);

/// One row for each encoding.
[[nodiscard]] output::Table addition_table(const std::vector<analysis::Addition>& additions, NameOfEncoding name_of);

/// One row for each encoding, with at most `max_shapes` shapes, most frequent first, and the sum of the others.
[[nodiscard]] output::Table tally_table(const std::vector<analysis::Tally>& tallies, std::size_t max_shapes,
                                        NameOfEncoding name_of);

}  // namespace tokmill::cli::numbers

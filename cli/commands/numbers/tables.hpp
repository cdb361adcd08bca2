#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "commands/numbers/split_row.hpp"
#include "commands/numbers/sum.hpp"
#include "output/table.hpp"
#include "tokmill/analysis/tally.hpp"

namespace tokmill::cli::numbers {

/// How a table names encodings: encoding_label() for people, printable_path() for programs.
using NameOfEncoding = std::string (*)(std::string_view name);

/// The rows in their order. The first column is the script, if rows have one.
[[nodiscard]] output::Table split_table(const std::vector<SplitRow>& rows, NameOfEncoding name_of);

/// Two rows for each encoding: as typed, and with separators. All sums have the same numbers.
[[nodiscard]] output::Table sum_table(const std::vector<Sum>& sums, NameOfEncoding name_of);

/// One row for each encoding.
[[nodiscard]] output::Table tally_table(const std::vector<analysis::Tally>& tallies, NameOfEncoding name_of);

/// The shapes of a tally, most frequent first, such as `2+2: 5807`; at most `most`, and the sum of the
/// others.
[[nodiscard]] std::vector<std::string> shapes_of(const analysis::Tally& tally, std::size_t most);

}  // namespace tokmill::cli::numbers

#pragma once

#include <string>
#include <vector>

#include "commands/cost/row.hpp"
#include "output/table.hpp"

namespace tokmill::cli::cost {

/// How many decimals a table shows of an amount; the one place where amounts are rounded.
inline constexpr int table_decimals = 6;

/// A JSON array, one object a row, with every digit of every amount.
[[nodiscard]] std::string json(const std::vector<Row>& rows);

/// What a person reads: the cheapest first, those of unknown cost last, a total at the end.
[[nodiscard]] output::Table table_for_people(std::vector<Row> rows, pricing::Date at);

/// The fields of the JSON, flat and with every digit.
[[nodiscard]] output::Table table_for_programs(const std::vector<Row>& rows);

/// The items of chat requests.
[[nodiscard]] output::Table table_of_items(const std::vector<Row>& rows);

}  // namespace tokmill::cli::cost

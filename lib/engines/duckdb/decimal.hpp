#pragma once

#include <cstdint>
#include <string_view>

#include "engines/duckdb/api.hpp"

namespace tokmill::engines::duckdb {

/// Amounts of dollars are DECIMAL(38, 18). Prices are multiples of 10^-18 dollars per token, so no amount is rounded.
inline constexpr std::uint8_t decimal_digits = 38;
inline constexpr std::uint8_t decimal_places = 18;

/// A decimal number that is not negative, such as "0.006000". Throws a Failure if it has more digits than fit.
Integer128 decimal_of(std::string_view number);

}  // namespace tokmill::engines::duckdb

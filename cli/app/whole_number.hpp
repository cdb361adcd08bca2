#pragma once

#include <cstdint>
#include <string_view>

#include "tokmill/result.hpp"

namespace tokmill::cli {

/// Parses a non-negative whole number: digits, with a fraction, an exponent or a multiplier (`k`, `M`, `B` or `G`) if
/// the result is whole: `200000`, `200k`, `1.5M`, `1e6`. No sign, no blanks.
/// Errors: invalid_argument if it is something else, not whole, or more than 2^64 - 1; `name` begins the message.
[[nodiscard]] Result<std::uint64_t> parse_whole_number(std::string_view name, std::string_view text);

/// Parses a percentage from 0% to 100%, with at most six decimals, into hundred-millionths: `80%` is 80'000'000.
/// Errors: invalid_argument; `name` begins the message.
[[nodiscard]] Result<std::uint32_t> parse_percentage(std::string_view name, std::string_view text);

}  // namespace tokmill::cli

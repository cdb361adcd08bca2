#pragma once

#include <optional>
#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/pricing/money.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// The number ±`digits` × 10^`exponent`, without rounding.
struct Decimal {
  bool negative = false;
  Money::Integer digits = 0;  // without trailing zeros, unless it is 0
  int exponent = 0;
};

/// Parses a decimal number: an optional sign, digits with an optional point, and an optional exponent.
/// Errors: malformed_number; overflow (more digits than 128 bits can hold, or an exponent beyond ±999).
[[nodiscard]] Result<Decimal> parse_decimal(std::string_view text);

/// As parse_decimal(), for a number of any number of digits: those that do not fit are dropped.
[[nodiscard]] Result<Decimal> parse_long_decimal(std::string_view text);

/// The decimal number with the fewest significant digits that differs from `number` by at most 10^-12 of it; of several,
/// the nearest, and of two equally near, the larger in magnitude. A number of at most 12 digits stays as it is.
[[nodiscard]] Decimal shortest_nearby(const Decimal& number);

/// `number` × 10^`places`. Errors: malformed_number if that is not an integer, overflow if it does not fit.
[[nodiscard]] Result<Money::Integer> scale(const Decimal& number, int places);

}  // namespace tokmill::pricing

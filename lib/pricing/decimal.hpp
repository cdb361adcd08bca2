#pragma once

#include <optional>
#include <string_view>

#include "tokmill/pricing/money.hpp"
#include "tokmill/result.hpp"

namespace tokmill::pricing {

/// `digits` × 10^`exponent`, exactly as a text wrote it.
struct Decimal {
  bool negative = false;
  Money::Integer digits = 0;  // without zeros at the end, unless it is zero
  int exponent = 0;
};

/// A decimal number as JSON and people write it: digits, perhaps a point, perhaps an exponent, perhaps a
/// sign. Errors: malformed_number; overflow (more digits than 128 bits hold, or an exponent beyond ±999).
[[nodiscard]] Result<Decimal> parse_decimal(std::string_view text);

/// `number` × 10^`places` as an integer.
/// Errors: malformed_number where it is none, overflow where it does not fit.
[[nodiscard]] Result<Money::Integer> scale(const Decimal& number, int places);

}  // namespace tokmill::pricing

#pragma once

#include <optional>
#include <string>

#include "tokmill/export.hpp"
#include "tokmill/pricing/date.hpp"
#include "tokmill/pricing/money.hpp"

/// Values that may be unknown, as text; nullopt is null in JSON.
namespace tokmill::inline TOKMILL_ABI::pricing {

/// An amount in dollars, exact.
[[nodiscard]] inline std::optional<std::string> amount_text(const std::optional<Money>& amount) {
  return amount ? std::optional(exact_decimal(*amount)) : std::nullopt;
}

/// YYYY-MM-DD
[[nodiscard]] inline std::optional<std::string> date_text(const std::optional<Date>& date) {
  return date ? std::optional(to_string(*date)) : std::nullopt;
}

}  // namespace tokmill::pricing

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tokmill/pricing/pricing.hpp"

/// Values that may be unknown, as text; nullopt is null in JSON.
namespace tokmill::cli::output {

/// An amount in dollars, exact.
[[nodiscard]] inline std::optional<std::string> amount_text(const std::optional<pricing::Money>& amount) {
  return amount ? std::optional(exact_decimal(*amount)) : std::nullopt;
}

/// YYYY-MM-DD
[[nodiscard]] inline std::optional<std::string> date_text(const std::optional<pricing::Date>& date) {
  return date ? std::optional(pricing::to_string(*date)) : std::nullopt;
}

/// nullopt for an empty text.
[[nodiscard]] inline std::optional<std::string_view> unless_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace tokmill::cli::output

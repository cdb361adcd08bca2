#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tokmill/analysis/waste.hpp"
#include "tokmill/pricing/pricing.hpp"

namespace tokmill::cli::split {

/// A model whose price for input applies.
struct PricedBy {
  std::string model;  ///< As the user named it.
  pricing::PriceBook book;
  pricing::Date at;
};

inline constexpr std::uint64_t priced_calls = 1000;

/// What the text costs as the input of `priced_calls` calls.
struct WastePrice {
  std::string model;
  pricing::Money before;
  pricing::Money after;                ///< After all changes.
  std::optional<pricing::Date> as_of;  ///< The day on which the price was read.
};

/// Nullopt if the name is not that of one model, or its price is unknown.
[[nodiscard]] std::optional<WastePrice> price_of(const analysis::WasteReport& report, const PricedBy& by);

/// The price in one line.
[[nodiscard]] std::string price_line(const WastePrice& price);

}  // namespace tokmill::cli::split

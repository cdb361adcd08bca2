#pragma once

#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/pricing/price_table.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {

/// Parses a price table. Its format is detected from its content:
/// - the project's own format (see pricing::PriceTable::parse),
/// - LiteLLM's model_prices_and_context_window.json,
/// - models.dev's api.json,
/// - llm-prices' current-v1.json or data/VENDOR.json,
/// - genai-prices' data.json, a list of providers or an object with that list as `providers`.
///
/// Prices are parsed from their digits by pricing::parse_float_dollars(), exactly except for the noise of binary
/// floating-point numbers. A price that is missing or null is unknown. Fields other than prices, limits and names are
/// ignored. What cannot be used is left out: see PriceTable::left_out(), which gives the place as a JSON pointer, or as
/// the line number of a table in the project's own format.
///
/// Errors: malformed_price_table for an unknown format or invalid JSON, and those of PriceTable::parse().
[[nodiscard]] TOKMILL_EXPORT Result<pricing::PriceTable> read_price_table(std::string_view text);

}  // namespace tokmill::formats

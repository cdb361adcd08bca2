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
/// - genai-prices' data.json.
///
/// Prices are parsed exactly from their digits. A price that is missing or null is unknown. Fields other than prices,
/// limits and names are ignored.
///
/// Errors: malformed_price_table for an unknown format, invalid JSON, or a value that is not a valid price. The message
/// starts with a JSON pointer, or with the line number of a table in the project's own format.
[[nodiscard]] TOKMILL_EXPORT Result<pricing::PriceTable> read_price_table(std::string_view text);

}  // namespace tokmill::formats

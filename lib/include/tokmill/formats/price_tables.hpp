#pragma once

#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/pricing/pricing.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {

/// The price table in a file's text, whose form is recognised: the project's own (see pricing::PriceTable::parse),
/// LiteLLM's model_prices_and_context_window.json, models.dev's api.json, llm-prices' current-v1.json or
/// data/VENDOR.json, or genai-prices' data.json. Prices are read from their digits. A price that is missing
/// or null is unknown; fields that are not about prices, limits or names are left alone. Errors:
/// malformed_price_table: none of these forms, broken JSON, a figure that cannot be a price. The message
/// names the JSON pointer, or the line of a table in the own form.
[[nodiscard]] TOKMILL_EXPORT Result<pricing::PriceTable> read_price_table(std::string_view text);

}  // namespace tokmill::formats

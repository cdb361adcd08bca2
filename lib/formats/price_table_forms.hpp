#pragma once

#include "tokmill/export.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/pricing/price_table.hpp"

/// A detector and a reader for each JSON format. A reader requires that its detector returned true, and leaves out of the
/// table what it cannot use.
namespace tokmill::inline TOKMILL_ABI::formats {

[[nodiscard]] bool is_litellm(const JsonValue& document);
[[nodiscard]] pricing::PriceTable read_litellm(const JsonValue& document);

[[nodiscard]] bool is_models_dev(const JsonValue& document);
[[nodiscard]] pricing::PriceTable read_models_dev(const JsonValue& document);

[[nodiscard]] bool is_llm_prices(const JsonValue& document);
[[nodiscard]] pricing::PriceTable read_llm_prices(const JsonValue& document);

[[nodiscard]] bool is_genai_prices(const JsonValue& document);
[[nodiscard]] pricing::PriceTable read_genai_prices(const JsonValue& document);

}  // namespace tokmill::formats

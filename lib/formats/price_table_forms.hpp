#pragma once

#include "tokmill/formats/json.hpp"
#include "tokmill/pricing/pricing.hpp"

/// One pair a form: whether a document has it, and what it says. The readers may rely on the former.
namespace tokmill::formats {

[[nodiscard]] bool is_litellm(const JsonValue& document);
[[nodiscard]] Result<pricing::PriceTable> read_litellm(const JsonValue& document);

[[nodiscard]] bool is_models_dev(const JsonValue& document);
[[nodiscard]] Result<pricing::PriceTable> read_models_dev(const JsonValue& document);

[[nodiscard]] bool is_llm_prices(const JsonValue& document);
[[nodiscard]] Result<pricing::PriceTable> read_llm_prices(const JsonValue& document);

[[nodiscard]] bool is_genai_prices(const JsonValue& document);
[[nodiscard]] Result<pricing::PriceTable> read_genai_prices(const JsonValue& document);

}  // namespace tokmill::formats

#pragma once

#include "json_document.hpp"
#include "tokmill/pricing.hpp"

/// One pair a form: whether a document has it, and what it says. The readers may rely on the former.
namespace tokmill::import {

[[nodiscard]] bool is_litellm(const JsonValue& document);
[[nodiscard]] Result<PriceTable> read_litellm(const JsonValue& document);

[[nodiscard]] bool is_models_dev(const JsonValue& document);
[[nodiscard]] Result<PriceTable> read_models_dev(const JsonValue& document);

[[nodiscard]] bool is_llm_prices(const JsonValue& document);
[[nodiscard]] Result<PriceTable> read_llm_prices(const JsonValue& document);

[[nodiscard]] bool is_genai_prices(const JsonValue& document);
[[nodiscard]] Result<PriceTable> read_genai_prices(const JsonValue& document);

}  // namespace tokmill::import

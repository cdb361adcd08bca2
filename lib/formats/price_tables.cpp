#include "tokmill/formats/price_tables.hpp"

#include "formats/price_table_forms.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

struct Format {
  bool (*detect)(const JsonValue&);
  pricing::PriceTable (*read)(const JsonValue&);
};

constexpr Format json_formats[] = {
    {is_genai_prices, read_genai_prices},
    {is_llm_prices, read_llm_prices},
    {is_models_dev, read_models_dev},
    {is_litellm, read_litellm},
};

}  // namespace

Result<pricing::PriceTable> read_price_table(std::string_view text) {
  if (text.starts_with(utf8_byte_order_mark)) text.remove_prefix(utf8_byte_order_mark.size());
  if (pricing::PriceTable::is_own_form(text)) return pricing::PriceTable::parse(text);
  const Result<JsonDocument> document = parse_json(text);
  if (!document) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const bool looks_like_json =
        first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
    if (!looks_like_json) {
      return Error{ErrorCode::malformed_price_table,
                   "expected JSON or a table whose first line names its columns, including 'model'"};
    }
    return Error{ErrorCode::malformed_price_table, document.error().message, document.error().position};
  }
  for (const Format& format : json_formats) {
    if (format.detect(document->root())) return format.read(document->root());
  }
  return Error{ErrorCode::malformed_price_table,
               "unknown price table format; expected LiteLLM, models.dev, llm-prices or genai-prices"};
}

}  // namespace tokmill::formats

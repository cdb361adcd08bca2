// llm-prices: current-v1.json (a list of current prices) and data/VENDOR.json (the price history of each model). Prices
// are in dollars per million tokens. A period includes its first and last day; null means open.

#include <vector>

#include "formats/price_fields.hpp"
#include "formats/price_table_forms.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

constexpr PriceField llm_fields[] = {
    {"input", &pricing::Price::input},
    {"output", &pricing::Price::output},
    {"input_cached", &pricing::Price::cached_input},
};

Result<pricing::Price> read_row(const JsonValue& row, const JsonPointer& at) {
  if (!row.is_object()) return table_error(at, "expected an object");
  pricing::Price price;
  if (const Result<void> read = read_prices(row, llm_fields, at, PriceUnit::million_tokens, price); !read) {
    return read.error();
  }
  const Result<std::optional<pricing::Date>> from = read_day(row, "from_date", at);
  if (!from) return from.error();
  const Result<std::optional<pricing::Date>> to = read_day(row, "to_date", at);
  if (!to) return to.error();
  price.from = *from;
  price.to = *to;
  return price;
}

Result<void> add_model(pricing::PriceTable& table, std::string_view vendor, const JsonValue& entry,
                       std::vector<pricing::Price> prices, const JsonPointer& at) {
  pricing::PricedModel model;
  model.provider = table.keep(vendor);
  model.id = table.keep(read_text(entry, "id"));
  if (model.id.empty()) return table_error(at, "id is required");
  model.prices = table.keep(std::move(prices));
  if (const Result<void> added = table.add(model); !added) return table_error(at, added.error().message);
  return {};
}

Result<pricing::PriceTable> read_current(const JsonValue& document) {
  pricing::PriceTable table;
  // The day on which the list was updated. Its format varies but starts with the date.
  const Result<pricing::Date> updated = pricing::parse_date(read_text(document, "updated_at").substr(0, 10));
  const JsonPointer root;
  const JsonPointer list = root.member("prices");
  std::size_t i = 0;
  for (const JsonValue& row : document.find("prices")->elements()) {
    const JsonPointer at = list.element(i++);
    Result<pricing::Price> price = read_row(row, at);
    if (!price) return price.error();
    if (updated) price->as_of = *updated;
    const Result<void> added = add_model(table, read_text(row, "vendor"), row, {*price}, at);
    if (!added) return added.error();
  }
  return table;
}

Result<pricing::PriceTable> read_vendor(const JsonValue& document) {
  pricing::PriceTable table;
  const JsonPointer root;
  const JsonPointer list = root.member("models");
  std::size_t i = 0;
  for (const JsonValue& model : document.find("models")->elements()) {
    const JsonPointer at = list.element(i++);
    if (!model.is_object()) return table_error(at, "expected an object");
    const std::optional<JsonValue> history = model.find("price_history");
    const JsonPointer at_history = at.member("price_history");
    if (!history || !history->is_array()) return table_error(at_history, "expected an array");
    std::vector<pricing::Price> prices;
    std::size_t number = 0;
    for (const JsonValue& row : history->elements()) {
      const Result<pricing::Price> price = read_row(row, at_history.element(number++));
      if (!price) return price.error();
      prices.push_back(*price);
    }
    const Result<void> added =
        add_model(table, read_text(document, "vendor"), model, std::move(prices), at);
    if (!added) return added.error();
  }
  return table;
}

bool has_list(const JsonValue& document, std::string_view name) {
  const std::optional<JsonValue> list = document.find(name);
  return list && list->is_array();
}

}  // namespace

bool is_llm_prices(const JsonValue& document) {
  return has_list(document, "prices") || (has_list(document, "models") && document.find("vendor"));
}

Result<pricing::PriceTable> read_llm_prices(const JsonValue& document) {
  return has_list(document, "prices") ? read_current(document) : read_vendor(document);
}

}  // namespace tokmill::formats

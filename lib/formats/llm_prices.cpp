// llm-prices, in dollars per million tokens: current-v1.json is the list of current prices, data/VENDOR.json has the
// history of each model.
//
//   prices[]                  vendor, id, and the fields below
//   models[].price_history[]  id; the fields below; from_date, the first day; to_date, the day after the last

#include <string>
#include <utility>
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

pricing::Price read_llm_row(const JsonValue& row, const JsonPointer& at, PriceImport& import) {
  pricing::Price price;
  import.read_amounts(row, at, price);
  price.from = import.read_day(row, "from_date", at);
  if (const auto end = import.read_day(row, "to_date", at)) price.to = *end - std::chrono::days(1);
  return price;
}

void add_llm_model(const std::string& vendor, const JsonValue& entry, std::vector<pricing::Price> prices,
                   const JsonPointer& at, PriceImport& import) {
  const std::string id = read_text(entry, "id");
  pricing::PricedModel model;
  model.provider = vendor;
  model.id = id;
  import.add(model, std::move(prices), at);
}

void read_current(const JsonValue& document, PriceImport& import) {
  // The day on which the list was updated. Its format varies but starts with the date.
  const Result<pricing::Date> updated = pricing::parse_date(read_text(document, "updated_at").substr(0, 10));
  const JsonPointer root;
  const JsonPointer list = root.member("prices");
  for_each_element(*document.find("prices"), list, [&](const JsonValue& row, const JsonPointer& at) {
    if (!import.is_object(row, at)) return;
    pricing::Price price = read_llm_row(row, at, import);
    if (updated) price.as_of = *updated;
    add_llm_model(read_text(row, "vendor"), row, {price}, at, import);
  });
}

void read_vendor(const JsonValue& document, PriceImport& import) {
  const std::string vendor = read_text(document, "vendor");
  const JsonPointer root;
  const JsonPointer list = root.member("models");
  for_each_element(*document.find("models"), list, [&](const JsonValue& model, const JsonPointer& at) {
    const std::optional<JsonValue> history = model.find("price_history");
    const JsonPointer at_history = at.member("price_history");
    if (!history || !history->is_array()) return import.leave_out(at_history, "expected an array");
    std::vector<pricing::Price> prices;
    for_each_element(*history, at_history, [&](const JsonValue& row, const JsonPointer& at_row) {
      if (!import.is_object(row, at_row)) return;
      const pricing::Price price = read_llm_row(row, at_row, import);
      const bool is_empty = price.from && price.to && *price.to < *price.from;
      if (!is_empty) prices.push_back(price);
    });
    add_llm_model(vendor, model, std::move(prices), at, import);
  });
}

bool has_list(const JsonValue& document, std::string_view name) {
  const std::optional<JsonValue> list = document.find(name);
  return list && list->is_array();
}

}  // namespace

bool is_llm_prices(const JsonValue& document) {
  return has_list(document, "prices") || (has_list(document, "models") && document.find("vendor"));
}

pricing::PriceTable read_llm_prices(const JsonValue& document) {
  PriceImport import(PriceUnit::million_tokens, llm_fields);
  has_list(document, "prices") ? read_current(document, import) : read_vendor(document, import);
  return std::move(import.table());
}

}  // namespace tokmill::formats

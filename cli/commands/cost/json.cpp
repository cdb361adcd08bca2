#include "commands/cost/output.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::cost {
namespace {

using formats::JsonWriter;

void write_amount(JsonWriter& json, std::string_view name, const std::optional<pricing::Money>& amount) {
  json.key(name);
  if (amount) {
    json.value(exact_decimal(*amount));
  } else {
    json.value(std::nullopt);
  }
}

void write_items(JsonWriter& json, const std::vector<chat::Item>& items) {
  json.key("items").begin_array();
  for (const chat::Item& item : items) {
    json.begin_object().member("what", item.what).member("tokens", item.tokens).member("exact", item.exact).end_object();
  }
  json.end_array();
}

void write_row(JsonWriter& json, const analysis::CostRow& row) {
  const bool has_cache_writes = row.usage.cache_write_tokens > 0 || row.usage.cache_write_long_tokens > 0;
  json.begin_object().member("model", row.name).key("encoding");
  if (row.is_total) {
    json.value(std::nullopt);
  } else {
    json.value(row.tokenizer.encoding->name());
  }
  json.member("exact", row.exact);
  json.member("input_tokens", row.usage.input_tokens).member("cached_tokens", row.usage.cached_tokens);
  if (has_cache_writes) json.member("cache_write_tokens", cache_writes(row));
  json.member("output_tokens", row.usage.output_tokens).member("calls", row.usage.calls);

  json.key("usd").begin_object();
  write_amount(json, "input", row.bill.input);
  write_amount(json, "cached", row.bill.cached);
  if (has_cache_writes) write_amount(json, "cache_write", row.bill.cache_write);
  write_amount(json, "output", row.bill.output);
  write_amount(json, "total", row.bill.total);
  json.end_object();

  json.member("context_window", row.tokenizer.model.context_window).member("context_used", row.context_used);
  json.member("fits", row.fits).key("as_of");
  if (row.bill.as_of) {
    json.value(pricing::to_string(*row.bill.as_of));
  } else {
    json.value(std::nullopt);
  }
  if (!row.items.empty()) write_items(json, row.items);
  json.end_object();
}

}  // namespace

std::string json(const std::vector<analysis::CostRow>& rows) {
  JsonWriter json;
  json.begin_array();
  for (const analysis::CostRow& row : rows) write_row(json, row);
  json.end_array();
  return json.text() + '\n';
}

}  // namespace tokmill::cli::cost

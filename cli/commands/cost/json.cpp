#include <algorithm>
#include <utility>

#include "commands/cost/output.hpp"
#include "options/omission_json.hpp"
#include "output/optional_text.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::cost {
namespace {

using formats::JsonWriter;
using output::amount_text;

void write_items(JsonWriter& json, const std::vector<chat::Item>& items) {
  json.key("items").begin_array();
  for (const chat::Item& item : items) {
    json.begin_object().member("what", item.what);
    json.member("tokens", item.unknown ? std::nullopt : std::optional(item.tokens)).member("exact", item.exact);
    if (item.most) json.key("range").begin_array().value(item.tokens).value(*item.most).end_array();
    json.end_object();
  }
  json.end_array();
}

// The bounds; null if there are none.
void write_range(JsonWriter& json, const analysis::CostRow& row) {
  json.key("range");
  if (!row.range || row.unknown_input) {
    json.value(std::nullopt);
    return;
  }
  json.begin_object().key("input_tokens").begin_array();
  json.value(row.range->low_tokens).value(row.range->high_tokens).end_array();
  json.key("usd_total").begin_array();
  json.value(amount_text(row.range->low_total)).value(amount_text(row.range->high_total)).end_array();
  json.end_object();
}

void write_row(JsonWriter& json, const analysis::CostRow& row) {
  const bool has_cache_writes = row.usage.cache_write_tokens > 0 || row.usage.cache_write_long_tokens > 0;
  const std::optional<std::string_view> encoding =
      row.is_total ? std::nullopt : std::optional(row.tokenizer.encoding->name());

  json.begin_object().member("model", row.name);
  if (row.tokenizer.resolution.is_notable()) json.member("resolved", qualified_name(row.tokenizer.model));
  json.member("encoding", encoding);
  json.member("exact", row.exact);
  json.member("input_tokens", row.usage.input_tokens).member("cached_tokens", row.usage.cached_tokens);
  if (has_cache_writes) json.member("cache_write_tokens", cache_writes(row));
  json.member("output_tokens", row.usage.output_tokens).member("calls", row.usage.calls);

  json.key("usd").begin_object();
  json.member("input", amount_text(row.bill.input));
  json.member("cached", amount_text(row.bill.cached));
  if (has_cache_writes) json.member("cache_write", amount_text(row.bill.cache_write));
  json.member("output", amount_text(row.bill.output));
  json.member("total", amount_text(row.bill.total));
  json.end_object();

  if (!row.exact) write_range(json, row);
  json.member("context_window", row.tokenizer.model.context_window).member("context_used", row.context_used);
  json.member("fits", row.fits).member("as_of", output::date_text(row.bill.as_of));
  if (!row.items.empty()) write_items(json, row.items);
  write_omissions(json, row.omissions);
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

#include "tokmill/analysis/json.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tokmill/pricing/bill.hpp"
#include "tokmill/pricing/optional_text.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

using formats::JsonWriter;
using formats::unless_empty;
using pricing::amount_text;
using pricing::date_text;
using pricing::ratio_text;

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
void write_range(JsonWriter& json, const CostRow& row) {
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

std::optional<std::string> per_million_amount(const std::optional<pricing::Money>& price) {
  return amount_text(price ? per_million(*price) : std::nullopt);
}

std::optional<std::string_view> comparison(const pricing::Price& price) {
  if (!price.above_input_tokens) return std::nullopt;
  return price.at_threshold ? ">=" : ">";
}

void write_amounts(JsonWriter& json, const pricing::Price& price) {
  json.key("usd_per_million").begin_object();
  json.member("input", per_million_amount(price.input)).member("cached", per_million_amount(price.cached_input));
  json.member("cache_write", per_million_amount(price.cache_write));
  json.member("cache_write_long", per_million_amount(price.cache_write_long));
  json.member("output", per_million_amount(price.output)).end_object();
}

void write_price(JsonWriter& json, const pricing::Price& price) {
  json.begin_object().member("service", to_string(price.service));
  json.member("from", date_text(price.from)).member("to", date_text(price.to)).member("promotion", price.promotion);
  json.member("above_input_tokens", price.above_input_tokens).member("comparison", comparison(price));
  write_amounts(json, price);
  json.member("as_of", date_text(price.as_of)).member("confidence", unless_empty(price.confidence));
  json.member("source", unless_empty(price.source));
  json.member("disagreement", unless_empty(price.disagreement)).end_object();
}

// The model's own tokens for each token of the proxy tokenizer; null if unknown.
void write_ratio(JsonWriter& json, const pricing::TokenRatio& ratio) {
  json.key("token_ratio");
  if (!ratio.is_known()) {
    json.value(std::nullopt);
    return;
  }
  json.begin_object().member("low", ratio_text(ratio.low)).member("high", ratio_text(ratio.high));
  json.member("source", ratio.source).end_object();
}

}  // namespace

void write_cost(JsonWriter& json, const CostRow& row) {
  const bool has_cache_writes = row.usage.cache_write_tokens > 0 || row.usage.cache_write_long_tokens > 0;
  const std::optional<std::string_view> encoding =
      row.is_total ? std::nullopt : std::optional(row.tokenizer.encoding->name());

  json.begin_object().member("model", row.name);
  if (row.tokenizer.resolution.is_notable()) json.member("resolved", qualified_name(row.tokenizer.model));
  json.member("encoding", encoding);
  json.member("exact", row.exact);
  json.member("input_tokens", row.usage.input_tokens).member("cached_tokens", row.usage.cached_tokens);
  if (has_cache_writes) json.member("cache_write_tokens", row.usage.cache_write_tokens + row.usage.cache_write_long_tokens);
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
  json.member("fits", row.fits).member("as_of", date_text(row.bill.as_of));
  if (!row.items.empty()) write_items(json, row.items);
  write_omissions(json, row.omissions);
  json.end_object();
}

void write_model(JsonWriter& json, const ModelTokenizer& tokenizer, pricing::Date at) {
  const pricing::PricedModel& model = tokenizer.model;
  const pricing::Price now = price_on(model, at);
  json.begin_object().member("provider", unless_empty(model.provider)).member("model", model.id);
  json.key("aliases").begin_array();
  for (const std::string_view alias : model.aliases) json.value(alias);
  json.end_array().member("kind", unless_empty(model.kind));
  json.member("encoding", unless_empty(own_encoding_name(tokenizer)));
  json.member("tokenizer", unless_empty(model.tokenizer));
  write_ratio(json, model.ratio);
  json.member("reasoning", model.reasoning);
  json.member("context_window", model.context_window).member("max_input", model.max_input);
  json.member("max_output", model.max_output).member("max_output_batch", model.max_output_batch);
  json.member("cache_retention", unless_empty(model.cache_retention));
  write_amounts(json, now);
  json.member("as_of", date_text(now.as_of)).member("note", unless_empty(model.note));
  json.key("prices").begin_array();
  for (const pricing::Price& price : model.prices) write_price(json, price);
  json.end_array().end_object();
}

void write_omissions(JsonWriter& json, const std::vector<chat::Omission>& omissions) {
  using Kind = chat::Omission::Kind;
  constexpr std::pair<std::string_view, Kind> members[] = {
      {"not_counted", Kind::uncounted}, {"unknown", Kind::unknown}, {"fees", Kind::fee}, {"not_priced", Kind::price}};
  for (const auto& member : members) {
    const auto is_of_kind = [&member](const chat::Omission& omission) {
      return (omission.kind == Kind::chat_template ? Kind::uncounted : omission.kind) == member.second;
    };
    if (std::none_of(omissions.begin(), omissions.end(), is_of_kind)) continue;
    json.key(member.first).begin_array();
    for (const chat::Omission& omission : omissions) {
      if (is_of_kind(omission)) json.value(omission.what);
    }
    json.end_array();
  }
}

}  // namespace tokmill::analysis

#include "commands/models/output.hpp"
#include "options/proxy_warning.hpp"
#include "output/optional_text.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::models {
namespace {

using formats::JsonWriter;
using output::date_text;
using output::unless_empty;

std::optional<std::string> per_million_amount(const std::optional<pricing::Money>& price) {
  return output::amount_text(price ? per_million(*price) : std::nullopt);
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

void write_model(JsonWriter& json, const analysis::ModelTokenizer& tokenizer, pricing::Date at) {
  const pricing::PricedModel& model = tokenizer.model;
  const pricing::Price now = price_on(model, at);
  json.begin_object().member("provider", unless_empty(model.provider)).member("model", model.id);
  json.key("aliases").begin_array();
  for (const std::string_view alias : model.aliases) json.value(alias);
  json.end_array().member("kind", unless_empty(model.kind));
  json.member("encoding", unless_empty(encoding_name(tokenizer)));
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

}  // namespace

std::string json(const ModelsRequest& request) {
  JsonWriter json;
  json.begin_array();
  for (const analysis::ModelTokenizer& model : request.models) {
    if (&model != &request.models.front()) json.line_break();
    write_model(json, model, request.at);
  }
  json.end_array();
  return json.text() + '\n';
}

}  // namespace tokmill::cli::models

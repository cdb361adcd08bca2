#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/page/page.hpp"
#include "options/encoding_source.hpp"
#include "options/model_tokenizer.hpp"
#include "texts/parallel_sample.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "tokmill/icu/languages.hpp"
#include "tokmill/pricing/bill.hpp"
#include "tokmill/pricing/optional_text.hpp"
#include "tokmill/version.hpp"

namespace tokmill::cli::live {
namespace {

using formats::JsonWriter;
using formats::unless_empty;
using pricing::Price;

void write_encodings(JsonWriter& json, std::span<const Encoding* const> encodings) {
  json.key("encodings").begin_array();
  for (const Encoding* const encoding : encodings) {
    json.begin_object().member("name", encoding->name()).member("label", encoding_label(encoding->name()));
    json.end_object();
  }
  json.end_array();
}

void write_languages(JsonWriter& json) {
  json.key("languages").begin_object().member("base", "en").key("rows").begin_array();
  for (const analysis::LanguageTexts& language : parallel_sample()) {
    std::string all;
    for (const std::string& text : language.texts) all += text;
    json.begin_object().member("tag", language.language);
    json.member("name", icu::language_name(language.language));
    json.member("script", icu::script_name(language.language, all)).key("texts").begin_array();
    for (const std::string& text : language.texts) json.value(text);
    json.end_array().end_object();
  }
  json.end_array().end_object();
}

std::optional<std::string> dollars_per_million(const std::optional<pricing::Money>& price) {
  return pricing::amount_text(price ? per_million(*price) : std::nullopt);
}

void write_amounts(JsonWriter& json, const Price& price) {
  json.member("input", dollars_per_million(price.input)).member("cached", dollars_per_million(price.cached_input));
  json.member("output", dollars_per_million(price.output));
}

// The prices of calls with a longer input, in order of the limits.
void write_tiers(JsonWriter& json, const pricing::PricedModel& model, pricing::Date at) {
  std::vector<const Price*> tiers;
  for (const Price& price : model.prices) {
    if (price.service != pricing::Service::standard || !price.above_input_tokens || !holds_on(price, at)) continue;
    tiers.push_back(&price);
  }
  std::ranges::sort(tiers, {}, [](const Price* price) { return *price->above_input_tokens; });
  json.key("tiers").begin_array();
  for (const Price* const price : tiers) {
    json.begin_object().member("above", *price->above_input_tokens).member("atThreshold", price->at_threshold);
    write_amounts(json, *price);
    json.end_object();
  }
  json.end_array();
}

void write_model(JsonWriter& json, const pricing::PricedModel& model, pricing::Date at) {
  const analysis::ModelTokenizer tokenizer = find_model_tokenizer(model);
  const Price now = price_on(model, at);
  json.begin_object().member("name", model.id).member("provider", unless_empty(model.provider));
  json.member("encoding", tokenizer.encoding->name()).member("exact", tokenizer.exact);
  json.key("ratio");
  if (tokenizer.exact || !model.ratio.is_known()) {
    json.value(std::nullopt);
  } else {
    json.begin_array().value(pricing::ratio_text(model.ratio.low)).value(pricing::ratio_text(model.ratio.high)).end_array();
  }
  write_amounts(json, now);
  write_tiers(json, model, at);
  json.member("context", model.context_window).member("usual", model.in_default_set);
  json.member("asOf", pricing::date_text(now.as_of)).end_object();
}

void write_prices(JsonWriter& json, const Contents& contents) {
  json.key("prices").begin_object().member("date", pricing::date_text(contents.at)).key("models").begin_array();
  for (const pricing::PricedModel& model : contents.prices.models()) {
    if (price_on(model, contents.at).input) write_model(json, model, contents.at);
  }
  json.end_array().end_object();
}

}  // namespace

std::string data_json(const Contents& contents) {
  JsonWriter json;
  json.begin_object().member("version", TOKMILL_VERSION);
  write_encodings(json, contents.encodings);
  json.member("text", contents.text);
  write_languages(json);
  write_prices(json, contents);
  json.end_object();
  return std::move(json).text();
}

}  // namespace tokmill::cli::live

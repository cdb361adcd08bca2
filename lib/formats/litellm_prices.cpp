// LiteLLM's model_prices_and_context_window.json, in dollars per token. Of each MODEL:
//
//   AMOUNT, AMOUNT_above_272k_tokens         the standard price, and above 272,000 tokens of input; AMOUNT is one of
//                                            `litellm_fields`
//   AMOUNT_batches, AMOUNT_flex, …           the price of a service: `litellm_services`; with the suffix of a tier, in
//                                            either order
//   tiered_pricing[]                         the standard price above range[0] tokens of input, as AMOUNTs
//   off_peak_pricing                         the price of off-peak, as AMOUNTs
//   litellm_provider, mode                   provider, kind
//   max_input_tokens, max_output_tokens      max_input, max_output
//   max_tokens                               context_window, if neither of them is given
//
// An amount that a tier does not give is that of the tier below it; of tiered_pricing, only the output. An amount that
// off_peak_pricing does not give is the standard one.

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "formats/price_fields.hpp"
#include "formats/price_table_forms.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

using pricing::Service;

constexpr std::string_view format_description = "sample_spec";  // an entry that is not a model

constexpr PriceField litellm_fields[] = {
    {"input_cost_per_token", &pricing::Price::input},
    {"output_cost_per_token", &pricing::Price::output},
    {"cache_read_input_token_cost", &pricing::Price::cached_input},
    {"cache_creation_input_token_cost", &pricing::Price::cache_write},
    {"cache_creation_input_token_cost_above_1hr", &pricing::Price::cache_write_long},
    {"cache_creation_input_token_cost_above_12hr", &pricing::Price::cache_write_long},
};

constexpr ServiceField litellm_services[] = {
    {"_batches", Service::batch},       {"_flex", Service::flex},           {"_balanced", Service::balanced},
    {"_priority", Service::priority},   {"_ultrafast", Service::ultrafast},
};

// A parsed price key.
struct LiteLlmKey {
  std::optional<pricing::Money> pricing::Price::*amount;
  Service service = Service::standard;
  std::optional<std::uint64_t> above;
};

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Takes `_above_272k_tokens` or `_above_272000_tokens`.
bool take_threshold(std::string_view& text, std::optional<std::uint64_t>& above) {
  std::string_view rest = text;
  if (!take(rest, "_above_")) return false;
  std::uint64_t tokens = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), tokens);
  if (error != std::errc() || tokens > 1'000'000'000) return false;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  if (take(rest, "k")) tokens *= 1000;
  if (!take(rest, "_tokens")) return false;
  above = tokens;
  text = rest;
  return true;
}

bool take_service(std::string_view& text, Service& service) {
  for (const ServiceField& field : litellm_services) {
    if (!take(text, field.name)) continue;
    service = field.service;
    return true;
  }
  return false;
}

// nullopt for the price of something else: audio, images, characters.
std::optional<LiteLlmKey> read_litellm_key(std::string_view text) {
  const PriceField* longest = nullptr;
  for (const PriceField& field : litellm_fields) {
    if (!text.starts_with(field.name)) continue;
    if (longest == nullptr || field.name.size() > longest->name.size()) longest = &field;
  }
  if (longest == nullptr) return std::nullopt;
  LiteLlmKey key{longest->amount, Service::standard, {}};
  text.remove_prefix(longest->name.size());
  while (!text.empty()) {
    if (!take_threshold(text, key.above) && !take_service(text, key.service)) return std::nullopt;
  }
  return key;
}

// Sets the amounts that `price` does not give.
void fill_amounts(pricing::Price& price, const pricing::Price& from) {
  for (const PriceField& field : litellm_fields) {
    if (!(price.*field.amount)) price.*field.amount = from.*field.amount;
  }
}

void fill_tiers(std::vector<pricing::Price>& prices) {
  std::stable_sort(prices.begin(), prices.end(), [](const pricing::Price& a, const pricing::Price& b) {
    return std::pair(a.service, a.above_input_tokens) < std::pair(b.service, b.above_input_tokens);
  });
  for (std::size_t i = 1; i < prices.size(); ++i) {
    if (prices[i].service == prices[i - 1].service) fill_amounts(prices[i], prices[i - 1]);
  }
}

void read_tiered_pricing(const JsonValue& tiers, const JsonPointer& at, PriceImport& import,
                         std::vector<pricing::Price>& prices) {
  const std::optional<pricing::Money> output = price_for(prices, Service::standard, {}).output;
  for_each_element(tiers, at, [&](const JsonValue& tier, const JsonPointer& at_tier) {
    const std::optional<JsonValue> range = tier.find("range");
    if (!range || range->elements().empty()) return;  // a tier of something else: the number of search results
    const JsonValue start = *range->elements().begin();
    if (!start.is_number()) return import.leave_out(at_tier, "expected a range of tokens");
    pricing::Price& price = price_for(prices, Service::standard, read_limit(start));
    import.read_amounts(tier, at_tier, price);
    if (!price.output) price.output = output;
  });
}

std::vector<pricing::Price> read_litellm_prices(const JsonValue& entry, const JsonPointer& at, PriceImport& import) {
  std::vector<pricing::Price> prices;
  std::vector<LiteLlmKey> left_out;  // they stay unknown, whatever the tier below gives
  for_each_member(entry, at, [&](const std::string& name, const JsonValue& figure, const JsonPointer& at_figure) {
    const std::optional<LiteLlmKey> key = read_litellm_key(name);
    if (!key || figure.is_null()) return;
    const std::optional<pricing::Money> amount = import.read_amount(figure, at_figure);
    price_for(prices, key->service, key->above).*(key->amount) = amount;
    if (!amount) left_out.push_back(*key);
  });
  fill_tiers(prices);
  set_comparison(read_text(entry, "litellm_provider"), prices);
  for (const LiteLlmKey& key : left_out) price_for(prices, key.service, key.above).*(key.amount) = std::nullopt;
  if (const std::optional<JsonValue> tiers = entry.find("tiered_pricing")) {
    read_tiered_pricing(*tiers, at.member("tiered_pricing"), import, prices);
  }
  if (const std::optional<JsonValue> off_peak = entry.find("off_peak_pricing")) {
    const pricing::Price standard = price_for(prices, Service::standard, {});
    pricing::Price& price = price_for(prices, Service::off_peak, {});
    import.read_amounts(*off_peak, at.member("off_peak_pricing"), price);
    fill_amounts(price, standard);
  }
  return prices;
}

bool is_litellm_model(const JsonValue& value) {
  const JsonRange<JsonMember> members = value.members();
  return std::any_of(members.begin(), members.end(), [](const auto& member) {
    const std::string name = member.key.text();
    return name == "litellm_provider" || name == "tiered_pricing" || read_litellm_key(name).has_value();
  });
}

}  // namespace

bool is_litellm(const JsonValue& document) {
  const JsonRange<JsonMember> members = document.members();
  return std::any_of(members.begin(), members.end(),
                     [](const auto& member) { return is_litellm_model(member.value); });
}

pricing::PriceTable read_litellm(const JsonValue& document) {
  PriceImport import(PriceUnit::token, litellm_fields);
  const JsonPointer root;
  for_each_member(document, root, [&](const std::string& id, const JsonValue& entry, const JsonPointer& at) {
    if (id == format_description || !import.is_object(entry, at)) return;
    const std::string provider = read_text(entry, "litellm_provider");
    pricing::PricedModel model;
    model.id = id;
    model.provider = provider;
    model.kind = import.table().keep(read_text(entry, "mode"));
    model.max_input = read_limit(entry, "max_input_tokens");
    model.max_output = read_limit(entry, "max_output_tokens");
    if (!model.max_output && !model.max_input) model.context_window = read_limit(entry, "max_tokens");
    import.add(model, read_litellm_prices(entry, at, import), at);
  });
  return std::move(import.table());
}

}  // namespace tokmill::formats

// LiteLLM's model_prices_and_context_window.json: a map from model id to prices in dollars per token.

#include <algorithm>
#include <charconv>
#include <vector>

#include "formats/price_fields.hpp"
#include "formats/price_table_forms.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

constexpr std::string_view format_description = "sample_spec";  // an entry that is not a model

constexpr PriceField litellm_fields[] = {
    {"input_cost_per_token", &pricing::Price::input},
    {"output_cost_per_token", &pricing::Price::output},
    {"cache_read_input_token_cost", &pricing::Price::cached_input},
    {"cache_creation_input_token_cost", &pricing::Price::cache_write},
};

// A parsed price key. A key starts with the name of an amount, followed in any order by `_above_272k_tokens`,
// `_above_1hr` or `_above_12hr` (for cache writes), `_batches`, `_flex` and `_priority`.
struct Key {
  std::optional<pricing::Money> pricing::Price::*price = nullptr;
  pricing::Service service = pricing::Service::standard;
  std::optional<std::uint64_t> above;
};

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool take_threshold(std::string_view& text, std::optional<std::uint64_t>& above) {
  std::string_view remaining = text;
  if (!take(remaining, "_above_")) return false;
  std::uint64_t thousands = 0;
  const auto [end, error] = std::from_chars(remaining.data(), remaining.data() + remaining.size(), thousands);
  if (error != std::errc() || thousands > 1'000'000) return false;
  remaining.remove_prefix(static_cast<std::size_t>(end - remaining.data()));
  if (!take(remaining, "k_tokens")) return false;
  above = thousands * 1000;
  text = remaining;
  return true;
}

std::optional<Key> read_key(std::string_view text) {
  for (const PriceField& field : litellm_fields) {
    std::string_view remaining = text;
    if (!take(remaining, field.name)) continue;
    Key key{field.price, pricing::Service::standard, {}};
    while (!remaining.empty()) {
      if (take_threshold(remaining, key.above)) continue;
      if (key.price == &pricing::Price::cache_write &&
          (take(remaining, "_above_1hr") || take(remaining, "_above_12hr"))) {
        key.price = &pricing::Price::cache_write_long;
      } else if (take(remaining, "_batches")) {
        key.service = pricing::Service::batch;
      } else if (take(remaining, "_flex")) {
        key.service = pricing::Service::flex;
      } else if (take(remaining, "_priority")) {
        key.service = pricing::Service::priority;
      } else {
        return std::nullopt;  // a price of something else: audio, images, characters
      }
    }
    return key;
  }
  return std::nullopt;
}

bool is_model(const JsonValue& value) {
  const JsonRange<JsonMember> members = value.members();
  return std::any_of(members.begin(), members.end(), [](const auto& member) {
    const std::string name = member.key.text();
    return read_key(name).has_value() || name == "litellm_provider";
  });
}

}  // namespace

bool is_litellm(const JsonValue& document) {
  const JsonRange<JsonMember> members = document.members();
  return std::any_of(members.begin(), members.end(), [](const auto& member) { return is_model(member.value); });
}

Result<pricing::PriceTable> read_litellm(const JsonValue& document) {
  pricing::PriceTable table;
  const JsonPointer root;
  for (const auto& [model_key, entry] : document.members()) {
    const std::string id = model_key.text();
    if (id == format_description) continue;
    const JsonPointer at = root.member(id);
    if (!entry.is_object()) return table_error(at, "expected an object");
    pricing::PricedModel model;
    model.id = table.keep(id);
    model.provider = table.keep(read_text(entry, "litellm_provider"));
    model.kind = table.keep(read_text(entry, "mode"));
    model.max_input = read_limit(entry, "max_input_tokens");
    model.max_output = read_limit(entry, "max_output_tokens");
    if (!model.max_output && !model.max_input) model.context_window = read_limit(entry, "max_tokens");

    std::vector<pricing::Price> prices(1);
    for (const auto& [price_key, value] : entry.members()) {
      const std::string name = price_key.text();
      const std::optional<Key> key = read_key(name);
      if (!key) continue;
      const Result<std::optional<pricing::Money>> amount = read_price(value, at.member(name), PriceUnit::token);
      if (!amount) return amount.error();
      auto price = std::find_if(prices.begin(), prices.end(), [&key](const pricing::Price& p) {
        return p.service == key->service && p.above_input_tokens == key->above;
      });
      if (price == prices.end()) {
        price = prices.emplace(prices.end());
        price->service = key->service;
        price->above_input_tokens = key->above;
        price->at_threshold = key->above && reprices_at_threshold(model.provider);
      }
      (*price).*(key->price) = *amount;
    }
    model.prices = table.keep(std::move(prices));
    if (const Result<void> added = table.add(model); !added) return table_error(at, added.error().message);
  }
  return table;
}

}  // namespace tokmill::formats

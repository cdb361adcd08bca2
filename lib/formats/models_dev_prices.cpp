// models.dev's api.json: providers, their models, and the cost of each model in dollars per million tokens.

#include <algorithm>
#include <vector>

#include "formats/price_fields.hpp"
#include "formats/price_table_forms.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

constexpr std::uint64_t long_context = 200'000;  // of "context_over_200k"

constexpr PriceField models_dev_fields[] = {
    {"input", &pricing::Price::input},
    {"output", &pricing::Price::output},
    {"cache_read", &pricing::Price::cached_input},
    {"cache_write", &pricing::Price::cache_write},
};

Result<void> read_cost(const JsonValue& cost, const JsonPointer& at, pricing::Price& price) {
  return read_prices(cost, models_dev_fields, at, PriceUnit::million_tokens, price);
}

Result<void> read_model(std::string_view provider, const std::string& id, const JsonValue& entry,
                        const JsonPointer& at, pricing::PriceTable& table) {
  if (!entry.is_object()) return table_error(at, "expected an object");
  pricing::PricedModel model;
  model.provider = provider;
  model.id = table.keep(id);
  const std::optional<JsonValue> reasoning = entry.find("reasoning");
  model.reasoning = reasoning && reasoning->is_true();
  if (const std::optional<JsonValue> limit = entry.find("limit")) {
    model.context_window = read_limit(*limit, "context");
    model.max_output = read_limit(*limit, "output");
  }
  std::vector<pricing::Price> prices(1);
  if (const std::optional<JsonValue> cost = entry.find("cost")) {
    const JsonPointer at_cost = at.member("cost");
    if (!cost->is_object()) return table_error(at_cost, "expected an object");
    if (const Result<void> read = read_cost(*cost, at_cost, prices[0]); !read) return read.error();
    if (const std::optional<JsonValue> longer = cost->find("context_over_200k"); longer && longer->is_object()) {
      pricing::Price tier;
      tier.above_input_tokens = long_context;
      tier.at_threshold = reprices_at_threshold(provider);
      if (const Result<void> read = read_cost(*longer, at_cost.member("context_over_200k"), tier); !read) {
        return read.error();
      }
      prices.push_back(tier);
    }
  }
  model.prices = table.keep(std::move(prices));
  if (const Result<void> added = table.add(model); !added) return table_error(at, added.error().message);
  return {};
}

bool is_provider(const JsonValue& value) {
  const std::optional<JsonValue> models = value.find("models");
  return models && models->is_object();
}

}  // namespace

bool is_models_dev(const JsonValue& document) {
  const JsonRange<JsonMember> members = document.members();
  return std::any_of(members.begin(), members.end(), [](const auto& member) { return is_provider(member.value); });
}

Result<pricing::PriceTable> read_models_dev(const JsonValue& document) {
  pricing::PriceTable table;
  const JsonPointer root;
  for (const auto& [key, entry] : document.members()) {
    const std::string name = key.text();
    const JsonPointer at = root.member(name);
    if (!is_provider(entry)) return table_error(at, "expected an object with models");
    const std::string_view provider = table.keep(name);
    const JsonPointer at_models = at.member("models");
    for (const auto& [model_key, model] : entry.find("models")->members()) {
      const std::string id = model_key.text();
      if (const Result<void> read = read_model(provider, id, model, at_models.member(id), table); !read) {
        return read.error();
      }
    }
  }
  return table;
}

}  // namespace tokmill::formats

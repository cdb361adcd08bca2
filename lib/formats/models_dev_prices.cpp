// models.dev's api.json, in dollars per million tokens. Of PROVIDER.models.MODEL:
//
//   cost                           the standard price; its fields are below
//   cost.tiers[]                   the standard price above tier.size tokens of input
//   cost.context_over_200k         an older form of such a tier, used only if there are no tiers
//   experimental.modes.MODE.cost   the price of a service
//   limit.context, limit.output    context_window, max_output
//   reasoning                      reasoning

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "formats/price_fields.hpp"
#include "formats/price_table_forms.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

constexpr PriceField models_dev_fields[] = {
    {"input", &pricing::Price::input},
    {"output", &pricing::Price::output},
    {"cache_read", &pricing::Price::cached_input},
    {"cache_write", &pricing::Price::cache_write},
};

constexpr ServiceField models_dev_modes[] = {
    {"fast", pricing::Service::priority},
    {"priority", pricing::Service::priority},
    {"ultrafast", pricing::Service::ultrafast},
};

constexpr std::string_view old_tier = "context_over_200k";
constexpr std::uint64_t old_threshold = 200'000;

void read_models_dev_tier(const JsonValue& tier, std::optional<std::uint64_t> threshold, const JsonPointer& at,
                          PriceImport& import, std::vector<pricing::Price>& prices) {
  if (!import.is_object(tier, at)) return;
  if (!threshold) return import.leave_out(at, "expected the size of the tier, in tokens");
  import.read_amounts(tier, at, price_for(prices, pricing::Service::standard, threshold));
}

void read_models_dev_cost(const JsonValue& cost, const JsonPointer& at, PriceImport& import,
                          std::vector<pricing::Price>& prices) {
  if (!import.is_object(cost, at)) return;
  import.read_amounts(cost, at, price_for(prices, pricing::Service::standard, {}));
  if (const std::optional<JsonValue> tiers = cost.find("tiers"); tiers && !tiers->elements().empty()) {
    const JsonPointer at_tiers = at.member("tiers");
    for_each_element(*tiers, at_tiers, [&](const JsonValue& tier, const JsonPointer& at_tier) {
      const std::optional<JsonValue> range = tier.find("tier");
      read_models_dev_tier(tier, range ? read_limit(*range, "size") : std::nullopt, at_tier, import, prices);
    });
  } else if (const std::optional<JsonValue> tier = cost.find(old_tier)) {
    read_models_dev_tier(*tier, old_threshold, at.member(old_tier), import, prices);
  }
}

void read_models_dev_modes(const JsonValue& model, const JsonPointer& at, PriceImport& import,
                           std::vector<pricing::Price>& prices) {
  const std::optional<JsonValue> experimental = model.find("experimental");
  const std::optional<JsonValue> modes = experimental ? experimental->find("modes") : std::nullopt;
  if (!modes) return;
  const JsonPointer at_experimental = at.member("experimental");
  const JsonPointer at_modes = at_experimental.member("modes");
  for (const ServiceField& field : models_dev_modes) {
    const std::optional<JsonValue> mode = modes->find(field.name);
    const std::optional<JsonValue> cost = mode ? mode->find("cost") : std::nullopt;
    if (!cost) continue;
    const JsonPointer at_mode = at_modes.member(field.name);
    import.read_amounts(*cost, at_mode.member("cost"), price_for(prices, field.service, {}));
  }
}

void read_models_dev_model(const std::string& provider, const std::string& id, const JsonValue& entry,
                           const JsonPointer& at, PriceImport& import) {
  if (!import.is_object(entry, at)) return;
  pricing::PricedModel model;
  model.provider = provider;
  model.id = id;
  const std::optional<JsonValue> reasoning = entry.find("reasoning");
  model.reasoning = reasoning && reasoning->is_true();
  if (const std::optional<JsonValue> limit = entry.find("limit")) {
    model.context_window = read_limit(*limit, "context");
    model.max_output = read_limit(*limit, "output");
  }
  std::vector<pricing::Price> prices;
  if (const std::optional<JsonValue> cost = entry.find("cost")) {
    read_models_dev_cost(*cost, at.member("cost"), import, prices);
  }
  read_models_dev_modes(entry, at, import, prices);
  set_comparison(provider, prices);
  import.add(model, std::move(prices), at);
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

pricing::PriceTable read_models_dev(const JsonValue& document) {
  PriceImport import(PriceUnit::million_tokens, models_dev_fields);
  const JsonPointer root;
  for_each_member(document, root, [&](const std::string& provider, const JsonValue& entry, const JsonPointer& at) {
    if (!is_provider(entry)) return import.leave_out(at, "expected an object with models");
    const JsonPointer at_models = at.member("models");
    for_each_member(*entry.find("models"), at_models,
                    [&](const std::string& id, const JsonValue& model, const JsonPointer& at_model) {
                      read_models_dev_model(provider, id, model, at_model, import);
                    });
  });
  return std::move(import.table());
}

}  // namespace tokmill::formats

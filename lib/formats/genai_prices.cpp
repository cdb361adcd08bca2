// genai-prices' data.json, in dollars per million tokens: a list of providers, or an object with that list as
// `providers`. Of PROVIDER.models[]:
//
//   id, context_window
//   match                  the rules for its names
//   prices                 the standard price, or a list of {constraint, prices}: the last one that has begun applies
//   price_variants[]       {when, constraint, prices}: when the request is of a service, the first one that gives an
//                          amount replaces the standard one
//   constraint.start_date  the first day; a price with any other constraint is for certain hours, and is ignored
//
// An amount is a number or {base, tiers[]{start, price}}: the price of the whole call above `start` tokens of input.

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "formats/price_fields.hpp"
#include "formats/price_table_forms.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

using pricing::Service;
using Start = std::optional<pricing::Date>;  // the first day; nullopt: open

constexpr PriceField genai_fields[] = {
    {"input_mtok", &pricing::Price::input},
    {"output_mtok", &pricing::Price::output},
    {"cache_read_mtok", &pricing::Price::cached_input},
    {"cache_write_mtok", &pricing::Price::cache_write},
    {"cache_write_1h_mtok", &pricing::Price::cache_write_long},
};

// The only member of `when`, and its value.
struct GenaiWhen {
  std::string_view name;
  std::string_view value;
  Service service;
};

constexpr GenaiWhen genai_services[] = {
    {"processing", "batch", Service::batch},          {"service_tier", "flex", Service::flex},
    {"service_tier", "priority", Service::priority},  {"service_tier", "fast", Service::priority},
    {"speed", "fast", Service::priority},
};

constexpr std::pair<std::string_view, pricing::NameRule::Kind> genai_rules[] = {
    {"equals", pricing::NameRule::Kind::equals},
    {"starts_with", pricing::NameRule::Kind::starts_with},
    {"contains", pricing::NameRule::Kind::contains},
    {"regex", pricing::NameRule::Kind::regex},
};

// Reads the rules of a match clause. Clauses of unknown kinds are ignored.
void read_rules(const JsonValue& clause, pricing::PriceTable& table, std::vector<pricing::NameRule>& rules) {
  for (const auto& [name, kind] : genai_rules) {
    const std::string text = read_text(clause, name);
    if (!text.empty()) rules.push_back({kind, table.keep(text)});
  }
  const std::optional<JsonValue> any_of = clause.find("or");
  if (!any_of) return;
  for (const JsonValue& inner : any_of->elements()) {
    if (inner.is_object()) read_rules(inner, table, rules);
  }
}

struct GenaiTier {
  std::uint64_t start;
  std::optional<pricing::Money> price;
};

// A figure with its tiers. Its base is nullopt if it was left out.
struct GenaiAmount {
  std::optional<pricing::Money> base;
  std::vector<GenaiTier> tiers;  // in the order of their starts

  [[nodiscard]] std::optional<pricing::Money> above(std::uint64_t threshold) const {
    std::optional<pricing::Money> price = base;
    for (const GenaiTier& tier : tiers) {
      if (tier.start <= threshold) price = tier.price;
    }
    return price;
  }
};

// A price object. Amounts are in the order of `genai_fields`; one that the object does not give is nullopt.
struct GenaiPrices {
  Service service;
  Start start;
  std::array<std::optional<GenaiAmount>, std::size(genai_fields)> amounts;

  [[nodiscard]] bool has_begun(Start day) const { return !start || (day && *start <= *day); }
};

using GenaiObjects = std::vector<GenaiPrices>;

GenaiAmount read_genai_amount(const JsonValue& figure, const JsonPointer& at, PriceImport& import) {
  GenaiAmount amount;
  if (!figure.is_object()) {
    amount.base = import.read_amount(figure, at);
    return amount;
  }
  if (const std::optional<JsonValue> base = figure.find("base")) {
    amount.base = import.read_amount(*base, at.member("base"));
  }
  const JsonPointer at_tiers = at.member("tiers");
  if (const std::optional<JsonValue> tiers = figure.find("tiers")) {
    for_each_element(*tiers, at_tiers, [&](const JsonValue& tier, const JsonPointer& at_tier) {
      const std::optional<std::uint64_t> start = read_limit(tier, "start");
      const std::optional<JsonValue> price = tier.find("price");
      if (!start) return import.leave_out(at_tier.member("start"), "expected a number of tokens");
      amount.tiers.push_back({*start, price ? import.read_amount(*price, at_tier.member("price")) : std::nullopt});
    });
  }
  std::stable_sort(amount.tiers.begin(), amount.tiers.end(),
                   [](const GenaiTier& a, const GenaiTier& b) { return a.start < b.start; });
  return amount;
}

void read_genai_object(const JsonValue& prices, Service service, Start start, const JsonPointer& at,
                       PriceImport& import, GenaiObjects& objects) {
  if (!import.is_object(prices, at)) return;
  GenaiPrices& object = objects.emplace_back(GenaiPrices{service, start, {}});
  for (std::size_t i = 0; i < std::size(genai_fields); ++i) {
    const std::string_view name = genai_fields[i].name;
    if (const auto figure = prices.find(name)) {
      object.amounts[i] = read_genai_amount(*figure, at.member(name), import);
    }
  }
}

// Reads an element of `prices` or `price_variants`.
void read_genai_entry(const JsonValue& entry, Service service, const JsonPointer& at, PriceImport& import,
                      GenaiObjects& objects) {
  Start start;
  if (const std::optional<JsonValue> constraint = entry.find("constraint")) {
    start = import.read_day(*constraint, "start_date", at.member("constraint"));
    if (!start) return;
  }
  const std::optional<JsonValue> prices = entry.find("prices");
  if (!prices) return import.leave_out(at, "prices is required");
  read_genai_object(*prices, service, start, at.member("prices"), import, objects);
}

std::optional<Service> read_genai_service(const JsonValue& variant) {
  const std::optional<JsonValue> when = variant.find("when");
  if (!when || when->members().size() != 1) return std::nullopt;
  for (const GenaiWhen& condition : genai_services) {
    if (read_text(*when, condition.name) == condition.value) return condition.service;
  }
  return std::nullopt;
}

GenaiObjects read_genai_objects(const JsonValue& model, const JsonPointer& at, PriceImport& import) {
  GenaiObjects objects;
  const JsonPointer at_prices = at.member("prices");
  if (const std::optional<JsonValue> prices = model.find("prices"); prices && prices->is_array()) {
    for_each_element(*prices, at_prices, [&](const JsonValue& entry, const JsonPointer& at_entry) {
      read_genai_entry(entry, Service::standard, at_entry, import, objects);
    });
  } else if (prices) {
    read_genai_object(*prices, Service::standard, {}, at_prices, import, objects);
  }
  const JsonPointer at_variants = at.member("price_variants");
  if (const std::optional<JsonValue> variants = model.find("price_variants")) {
    for_each_element(*variants, at_variants, [&](const JsonValue& variant, const JsonPointer& at_variant) {
      if (const auto service = read_genai_service(variant)) {
        read_genai_entry(variant, *service, at_variant, import, objects);
      }
    });
  }
  return objects;
}

// The amount `field` of a service on a day; null if there is none.
const GenaiAmount* find_genai_amount(const GenaiObjects& objects, std::size_t field, Service service, Start day) {
  const GenaiPrices* standard = nullptr;
  for (const GenaiPrices& object : objects) {
    if (!object.has_begun(day)) continue;
    if (object.service == Service::standard) standard = &object;
    if (object.service == service && service != Service::standard && object.amounts[field]) {
      return &*object.amounts[field];
    }
  }
  return standard != nullptr && standard->amounts[field] ? &*standard->amounts[field] : nullptr;
}

// Adds the base price and the tiers of a service from `day` to `last`.
void add_genai_rows(const GenaiObjects& objects, Service service, Start day, Start last,
                    std::vector<pricing::Price>& rows) {
  std::array<const GenaiAmount*, std::size(genai_fields)> amounts{};
  std::set<std::uint64_t> thresholds{0};
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    amounts[i] = find_genai_amount(objects, i, service, day);
    if (amounts[i] == nullptr) continue;
    for (const GenaiTier& tier : amounts[i]->tiers) thresholds.insert(tier.start);
  }
  for (const std::uint64_t threshold : thresholds) {
    pricing::Price& price = rows.emplace_back();
    price.service = service;
    price.from = day;
    price.to = last;
    if (threshold > 0) price.above_input_tokens = threshold;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      if (amounts[i] != nullptr) price.*genai_fields[i].amount = amounts[i]->above(threshold);
    }
  }
}

std::vector<pricing::Price> genai_rows(const GenaiObjects& objects) {
  std::vector<pricing::Price> rows;
  std::set<Service> services;
  for (const GenaiPrices& object : objects) services.insert(object.service);
  for (const Service service : services) {
    std::set<Start> days;  // on which a price of this service may change
    for (const GenaiPrices& object : objects) {
      if (object.service == service || object.service == Service::standard) days.insert(object.start);
    }
    for (auto day = days.begin(); day != days.end(); ++day) {
      const bool has_price = std::any_of(objects.begin(), objects.end(), [&](const GenaiPrices& object) {
        return object.service == service && object.has_begun(*day);
      });
      const auto next = std::next(day);
      const Start last = next == days.end() ? Start() : Start(**next - std::chrono::days(1));
      if (has_price) add_genai_rows(objects, service, *day, last, rows);
    }
  }
  return rows;
}

void read_genai_model(const std::string& provider, const JsonValue& entry, const JsonPointer& at,
                      PriceImport& import) {
  const std::string id = read_text(entry, "id");
  pricing::PricedModel model;
  model.provider = provider;
  model.id = id;
  model.context_window = read_limit(entry, "context_window");
  std::vector<pricing::NameRule> rules;
  if (const std::optional<JsonValue> match = entry.find("match")) read_rules(*match, import.table(), rules);
  model.rules = import.table().keep(std::move(rules));
  import.add(model, genai_rows(read_genai_objects(entry, at, import)), at);
}

bool is_genai_provider(const JsonValue& provider) {
  const std::optional<JsonValue> models = provider.find("models");
  return models && models->is_array();
}

bool is_genai_list(const JsonValue& list) {
  const JsonRange<JsonValue> providers = list.elements();
  return std::any_of(providers.begin(), providers.end(), is_genai_provider);
}

void read_genai_list(const JsonValue& list, const JsonPointer& at, PriceImport& import) {
  for_each_element(list, at, [&](const JsonValue& entry, const JsonPointer& at_provider) {
    if (!is_genai_provider(entry)) return import.leave_out(at_provider, "expected an object with models");
    const std::string provider = read_text(entry, "id");
    const JsonPointer at_models = at_provider.member("models");
    for_each_element(*entry.find("models"), at_models, [&](const JsonValue& model, const JsonPointer& at_model) {
      read_genai_model(provider, model, at_model, import);
    });
  });
}

constexpr std::string_view genai_list = "providers";

}  // namespace

bool is_genai_prices(const JsonValue& document) {
  const std::optional<JsonValue> providers = document.find(genai_list);
  return is_genai_list(providers ? *providers : document);
}

pricing::PriceTable read_genai_prices(const JsonValue& document) {
  PriceImport import(PriceUnit::million_tokens, genai_fields);
  const JsonPointer root;
  if (const std::optional<JsonValue> providers = document.find(genai_list)) {
    read_genai_list(*providers, root.member(genai_list), import);
  } else {
    read_genai_list(document, root, import);
  }
  return std::move(import.table());
}

}  // namespace tokmill::formats

// genai-prices' data.json: a list of providers. Models are found by rules, and prices may have tiers and start dates.
// Prices are in dollars per million tokens; a tier is the price of the whole request.

#include <algorithm>
#include <set>
#include <vector>

#include "formats/price_fields.hpp"
#include "formats/price_table_forms.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

constexpr PriceField genai_fields[] = {
    {"input_mtok", &pricing::Price::input},
    {"output_mtok", &pricing::Price::output},
    {"cache_read_mtok", &pricing::Price::cached_input},
    {"cache_write_mtok", &pricing::Price::cache_write},
};

// Reads the rules of a match clause. Clauses of unknown kinds are ignored.
void read_rule(const JsonValue& clause, pricing::PriceTable& table, std::vector<pricing::NameRule>& rules) {
  constexpr std::pair<std::string_view, pricing::NameRule::Kind> kinds[] = {
      {"equals", pricing::NameRule::Kind::equals},
      {"starts_with", pricing::NameRule::Kind::starts_with},
      {"contains", pricing::NameRule::Kind::contains},
      {"regex", pricing::NameRule::Kind::regex},
  };
  for (const auto& [name, kind] : kinds) {
    const std::string text = read_text(clause, name);
    if (!text.empty()) rules.push_back({kind, table.keep(text)});
  }
  const std::optional<JsonValue> any_of = clause.find("or");
  if (!any_of) return;
  for (const JsonValue& inner : any_of->elements()) {
    if (inner.is_object()) read_rule(inner, table, rules);
  }
}

// The thresholds, other than 0, at which any amount of `prices` changes.
Result<std::set<std::uint64_t>> read_thresholds(const JsonValue& prices, const JsonPointer& at) {
  std::set<std::uint64_t> thresholds;
  for (const PriceField& field : genai_fields) {
    const std::optional<JsonValue> value = prices.find(field.name);
    if (!value || !value->is_object()) continue;
    const JsonPointer at_amount = at.member(field.name);
    const std::optional<JsonValue> tiers = value->find("tiers");
    const JsonPointer at_tiers = at_amount.member("tiers");
    if (!tiers || !tiers->is_array()) return table_error(at_tiers, "expected an array");
    std::size_t i = 0;
    for (const JsonValue& tier : tiers->elements()) {
      const JsonPointer at_tier = at_tiers.element(i++);
      const auto start = read_limit(tier, "start");
      if (!start) return table_error(at_tier.member("start"), "expected a number of tokens");
      thresholds.insert(*start);
    }
  }
  return thresholds;
}

// One amount for calls above `threshold`, which is 0 for the base price.
Result<std::optional<pricing::Money>> read_amount(const JsonValue& prices, std::string_view name,
                                                  std::uint64_t threshold, const JsonPointer& at) {
  const std::optional<JsonValue> value = prices.find(name);
  if (!value || !value->is_object()) return read_price(prices, name, at, PriceUnit::million_tokens);
  const JsonPointer at_amount = at.member(name);
  const JsonPointer at_tiers = at_amount.member("tiers");
  std::uint64_t reached = 0;
  Result<std::optional<pricing::Money>> amount = read_price(*value, "base", at_amount, PriceUnit::million_tokens);
  if (!amount) return amount;
  std::size_t i = 0;
  for (const JsonValue& tier : value->find("tiers")->elements()) {
    const JsonPointer at_tier = at_tiers.element(i++);
    const std::uint64_t start = *read_limit(tier, "start");
    if (start > threshold || start <= reached) continue;
    reached = start;
    amount = read_price(tier, "price", at_tier, PriceUnit::million_tokens);
    if (!amount) return amount;
  }
  return amount;
}

Result<void> read_period(const JsonValue& prices, const JsonPointer& at, std::string_view provider,
                         const std::optional<pricing::Date>& from, std::vector<pricing::Price>& rows) {
  if (!prices.is_object()) return table_error(at, "expected an object");
  const Result<std::set<std::uint64_t>> thresholds = read_thresholds(prices, at);
  if (!thresholds) return thresholds.error();
  std::vector<std::uint64_t> all(thresholds->begin(), thresholds->end());
  all.insert(all.begin(), 0);
  for (const std::uint64_t threshold : all) {
    pricing::Price price;
    price.from = from;
    if (threshold > 0) {
      price.above_input_tokens = threshold;
      price.at_threshold = reprices_at_threshold(provider);
    }
    for (const PriceField& field : genai_fields) {
      const Result<std::optional<pricing::Money>> read = read_amount(prices, field.name, threshold, at);
      if (!read) return read.error();
      price.*field.price = *read;
    }
    rows.push_back(price);
  }
  return {};
}

// Reads a list of prices in order of their start dates. Each applies until the day before the next.
Result<void> read_history(const JsonValue& list, const JsonPointer& at, std::string_view provider,
                          std::vector<pricing::Price>& rows) {
  std::size_t i = 0;
  for (const JsonValue& entry : list.elements()) {
    const JsonPointer at_entry = at.element(i++);
    const std::optional<JsonValue> prices = entry.find("prices");
    if (!prices) return table_error(at_entry, "prices is required");
    std::optional<pricing::Date> from;
    if (const std::optional<JsonValue> constraint = entry.find("constraint")) {
      const JsonPointer at_constraint = at_entry.member("constraint");
      const Result<std::optional<pricing::Date>> start = read_day(*constraint, "start_date", at_constraint);
      if (!start) return start.error();
      if (!*start) continue;  // a price for certain hours of the day
      from = *start;
    }
    if (from) {
      for (pricing::Price& earlier : rows) {
        if (!earlier.to) earlier.to = *from - std::chrono::days(1);
      }
    }
    if (const Result<void> read = read_period(*prices, at_entry.member("prices"), provider, from, rows);
        !read) {
      return read.error();
    }
  }
  return {};
}

Result<void> read_model(std::string_view provider, const JsonValue& entry, const JsonPointer& at,
                        pricing::PriceTable& table) {
  pricing::PricedModel model;
  model.provider = provider;
  model.id = table.keep(read_text(entry, "id"));
  if (model.id.empty()) return table_error(at, "id is required");
  model.context_window = read_limit(entry, "context_window");
  std::vector<pricing::NameRule> rules;
  if (const std::optional<JsonValue> match = entry.find("match")) read_rule(*match, table, rules);
  model.rules = table.keep(std::move(rules));

  std::vector<pricing::Price> rows;
  const JsonPointer at_prices = at.member("prices");
  if (const std::optional<JsonValue> prices = entry.find("prices")) {
    const Result<void> read = prices->is_array() ? read_history(*prices, at_prices, provider, rows)
                                                 : read_period(*prices, at_prices, provider, {}, rows);
    if (!read) return read.error();
  }
  model.prices = table.keep(std::move(rows));
  if (const Result<void> added = table.add(model); !added) return table_error(at, added.error().message);
  return {};
}

bool has_models(const JsonValue& provider) {
  const std::optional<JsonValue> models = provider.find("models");
  return models && models->is_array();
}

}  // namespace

bool is_genai_prices(const JsonValue& document) {
  const JsonRange<JsonValue> providers = document.elements();
  return !providers.empty() && std::all_of(providers.begin(), providers.end(), has_models);
}

Result<pricing::PriceTable> read_genai_prices(const JsonValue& document) {
  pricing::PriceTable table;
  const JsonPointer root;
  std::size_t i = 0;
  for (const JsonValue& entry : document.elements()) {
    const JsonPointer at = root.element(i++);
    const std::string_view provider = table.keep(read_text(entry, "id"));
    const JsonPointer at_models = at.member("models");
    std::size_t number = 0;
    for (const JsonValue& model : entry.find("models")->elements()) {
      if (const Result<void> read = read_model(provider, model, at_models.element(number++), table); !read) {
        return read.error();
      }
    }
  }
  return table;
}

}  // namespace tokmill::formats

#include "tokmill/pricing/price_table.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>

#include "pricing/name_rules.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

Error malformed(const PricedModel& model, const std::string& what) {
  return Error{ErrorCode::malformed_price_table, std::string(model.id) + ": " + what};
}

bool same_calls(const Price& a, const Price& b) {
  return a.service == b.service && a.above_input_tokens == b.above_input_tokens;
}

bool share_a_day(const Price& a, const Price& b) {
  const bool a_ends_before = a.to && b.from && *a.to < *b.from;
  const bool b_ends_before = b.to && a.from && *b.to < *a.from;
  return !a_ends_before && !b_ends_before;
}

bool has_alias(const PricedModel& model, std::string_view name) {
  return std::find(model.aliases.begin(), model.aliases.end(), name) != model.aliases.end();
}

bool is_provider_and_id(const PricedModel& model, std::string_view name) {
  return name.size() == model.provider.size() + 1 + model.id.size() && name.starts_with(model.provider) &&
         name[model.provider.size()] == '/' && name.ends_with(model.id);
}

}  // namespace

// Deques, because their elements do not move when they grow.
struct PriceTable::Storage {
  std::vector<PricedModel> models;
  std::deque<std::string> texts;
  std::deque<std::vector<std::string_view>> names;
  std::deque<std::vector<NameRule>> rules;
  std::deque<std::vector<Price>> prices;
  NameRules matcher;
  LeftOut left_out;
};

PriceTable::PriceTable() noexcept = default;

PriceTable::PriceTable(std::span<const PricedModel> built_in) noexcept : models_(built_in) {}

PriceTable::PriceTable(PriceTable&& other) noexcept
    : models_(std::exchange(other.models_, {})), storage_(std::move(other.storage_)) {}

PriceTable& PriceTable::operator=(PriceTable&& other) noexcept {
  models_ = std::exchange(other.models_, {});
  storage_ = std::move(other.storage_);
  return *this;
}

PriceTable::~PriceTable() = default;

PriceTable::Storage& PriceTable::storage() {
  if (storage_ == nullptr) storage_ = std::make_unique<Storage>();
  return *storage_;
}

std::string_view PriceTable::keep(std::string_view text) {
  return storage().texts.emplace_back(text);
}

std::span<const std::string_view> PriceTable::keep(std::vector<std::string_view> names) {
  return storage().names.emplace_back(std::move(names));
}

std::span<const NameRule> PriceTable::keep(std::vector<NameRule> rules) {
  return storage().rules.emplace_back(std::move(rules));
}

std::span<const Price> PriceTable::keep(std::vector<Price> prices) {
  return storage().prices.emplace_back(std::move(prices));
}

Result<void> PriceTable::add(const PricedModel& model) {
  for (std::size_t i = 0; i < model.prices.size(); ++i) {
    const Price& price = model.prices[i];
    if (price.from && price.to && *price.to < *price.from)
      return malformed(model, "a price ends before it begins");
    for (const Price& other : model.prices.first(i)) {
      if (same_calls(price, other) && share_a_day(price, other)) {
        return malformed(model, "two " + std::string(to_string(price.service)) + " prices for the same day");
      }
    }
  }
  for (const NameRule& rule : model.rules) {
    if (const Result<void> added = storage().matcher.add(rule); !added) return malformed(model, added.error().message);
  }
  storage().models.push_back(model);
  models_ = storage().models;
  return {};
}

const LeftOut& PriceTable::left_out() const noexcept {
  static const LeftOut nothing;
  return storage_ == nullptr ? nothing : storage_->left_out;
}

void PriceTable::leave_out(std::string where_and_why) {
  LeftOut& left_out = storage().left_out;
  if (left_out.count++ == 0) left_out.first = std::move(where_and_why);
}

const PricedModel* PriceTable::find(std::string_view name, std::string_view preferred_provider) const {
  const auto first = [this, preferred_provider](const auto& matches) -> const PricedModel* {
    const PricedModel* found = nullptr;
    for (const PricedModel& model : models()) {
      if (!matches(model)) continue;
      if (model.provider == preferred_provider) return &model;
      if (found == nullptr) found = &model;
    }
    return found;
  };
  if (const auto* model = first([name](const PricedModel& m) { return m.id == name; })) return model;
  if (const auto* model = first([name](const PricedModel& m) { return is_provider_and_id(m, name); }))
    return model;
  if (const auto* model = first([name](const PricedModel& m) { return has_alias(m, name); })) return model;
  return first([this, name](const PricedModel& m) { return matches_rule(m, name); });
}

bool PriceTable::matches_rule(const PricedModel& model, std::string_view name) const {
  return std::any_of(model.rules.begin(), model.rules.end(), [this, name](const NameRule& rule) {
    return storage_ != nullptr && storage_->matcher.matches(name, rule);
  });
}

}  // namespace tokmill::pricing

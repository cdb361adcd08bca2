#include "formats/price_fields.hpp"

#include <algorithm>

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

constexpr std::uint64_t largest_limit = 1'000'000'000'000'000;

}  // namespace

void PriceImport::read_amounts(const JsonValue& object, const JsonPointer& at, pricing::Price& price) {
  for (const PriceField& field : fields_) {
    const std::optional<JsonValue> figure = object.find(field.name);
    if (!figure) continue;
    if (const auto amount = read_amount(*figure, at.member(field.name))) price.*field.amount = amount;
  }
}

std::optional<pricing::Money> PriceImport::read_amount(const JsonValue& figure, const JsonPointer& at) {
  if (figure.is_null()) return std::nullopt;
  if (!figure.is_number()) {
    leave_out(at, "expected a number");
    return std::nullopt;
  }
  const std::string digits = figure.text();
  const Result<pricing::Money> price = unit_ == PriceUnit::token ? pricing::parse_float_dollars(digits)
                                                                 : pricing::parse_float_dollars_per_million(digits);
  if (!price) {
    leave_out(at, price.error().message);
    return std::nullopt;
  }
  if (!per_million(*price)) {
    leave_out(at, "'" + digits.substr(0, 40) + "' is too large for exact arithmetic");
    return std::nullopt;
  }
  return *price;
}

std::optional<pricing::Date> PriceImport::read_day(const JsonValue& object, std::string_view name,
                                                   const JsonPointer& at) {
  const std::optional<JsonValue> value = object.find(name);
  if (!value) return std::nullopt;
  const Result<pricing::Date> day = pricing::parse_date(value->text());
  if (day) return *day;
  leave_out(at.member(name), value->is_string() ? day.error().message : "expected a date in the form YYYY-MM-DD");
  return std::nullopt;
}

void PriceImport::add(pricing::PricedModel model, std::vector<pricing::Price> prices, const JsonPointer& at) {
  if (model.id.empty()) return leave_out(at, "id is required");
  model.id = table_.keep(model.id);
  model.provider = table_.keep(model.provider);
  model.prices = table_.keep(std::move(prices));
  Result<void> added = table_.add(model);
  if (!added && !model.rules.empty()) {  // an unknown regular expression
    leave_out(at, added.error().message);
    model.rules = {};
    added = table_.add(model);
  }
  if (!added) leave_out(at, added.error().message);
}

void PriceImport::leave_out(const JsonPointer& at, const std::string& why) {
  table_.leave_out(at.text() + ": " + why);
}

bool PriceImport::is_object(const JsonValue& value, const JsonPointer& at) {
  if (!value.is_object()) leave_out(at, "expected an object");
  return value.is_object();
}

bool PriceImport::is_array(const JsonValue& value, const JsonPointer& at) {
  if (!value.is_array()) leave_out(at, "expected an array");
  return value.is_array();
}

std::optional<std::uint64_t> read_limit(const JsonValue& object, std::string_view name) {
  const std::optional<JsonValue> value = object.find(name);
  return value ? read_limit(*value) : std::nullopt;
}

std::optional<std::uint64_t> read_limit(const JsonValue& value) {
  if (!value.is_number()) return std::nullopt;
  const Result<pricing::Money> number = pricing::parse_dollars(value.text());  // handles 1e6, and is exact
  if (!number) return std::nullopt;
  constexpr pricing::Money one = pricing::Money::atto_dollars(1'000'000'000'000'000'000);
  const pricing::Money::Integer whole = number->yocto_dollars() / one.yocto_dollars();
  if (whole <= 0 || whole > largest_limit) return std::nullopt;
  return static_cast<std::uint64_t>(whole);
}

std::string read_text(const JsonValue& object, std::string_view name) {
  const std::optional<JsonValue> value = object.find(name);
  return value && value->is_string() ? value->text() : std::string();
}

pricing::Price& price_for(std::vector<pricing::Price>& prices, pricing::Service service,
                          std::optional<std::uint64_t> above_input_tokens) {
  const auto found = std::find_if(prices.begin(), prices.end(), [&](const pricing::Price& price) {
    return price.service == service && price.above_input_tokens == above_input_tokens;
  });
  if (found != prices.end()) return *found;
  pricing::Price& added = prices.emplace_back();
  added.service = service;
  added.above_input_tokens = above_input_tokens;
  return added;
}

void set_comparison(std::string_view provider, std::span<pricing::Price> prices) {
  if (provider != "xai") return;
  for (pricing::Price& price : prices) price.at_threshold = price.above_input_tokens.has_value();
}

}  // namespace tokmill::formats

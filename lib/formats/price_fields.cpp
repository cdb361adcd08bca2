#include "formats/price_fields.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

constexpr std::uint64_t largest_limit = 1'000'000'000'000'000;

}  // namespace

Error table_error(const JsonPointer& at, const std::string& what) {
  return Error{ErrorCode::malformed_price_table, at.text() + ": " + what};
}

Result<std::optional<pricing::Money>> read_price(const JsonValue& value, const JsonPointer& at, PriceUnit unit) {
  if (value.is_null()) return std::optional<pricing::Money>();
  if (!value.is_number()) return table_error(at, "expected a number");
  const std::string digits = value.text();
  const Result<pricing::Money> price =
      unit == PriceUnit::token ? pricing::parse_dollars(digits) : pricing::parse_dollars_per_million(digits);
  if (!price) return table_error(at, price.error().message);
  if (!per_million(*price)) {
    return table_error(at, "'" + digits.substr(0, 40) + "' is too large for exact arithmetic");
  }
  return std::optional<pricing::Money>(*price);
}

Result<std::optional<pricing::Money>> read_price(const JsonValue& object, std::string_view name,
                                                 const JsonPointer& at, PriceUnit unit) {
  const std::optional<JsonValue> value = object.find(name);
  if (!value) return std::optional<pricing::Money>();
  return read_price(*value, at.member(name), unit);
}

Result<void> read_prices(const JsonValue& object, std::span<const PriceField> fields, const JsonPointer& at,
                         PriceUnit unit, pricing::Price& price) {
  for (const PriceField& field : fields) {
    const Result<std::optional<pricing::Money>> amount = read_price(object, field.name, at, unit);
    if (!amount) return amount.error();
    price.*field.price = *amount;
  }
  return {};
}

std::optional<std::uint64_t> read_limit(const JsonValue& object, std::string_view name) {
  const std::optional<JsonValue> value = object.find(name);
  if (!value || !value->is_number()) return std::nullopt;
  const Result<pricing::Money> number = pricing::parse_dollars(value->text());  // handles 1e6, and is exact
  if (!number) return std::nullopt;
  constexpr pricing::Money one = pricing::Money::atto_dollars(1'000'000'000'000'000'000);
  const pricing::Money::Integer whole = number->yocto_dollars() / one.yocto_dollars();
  if (whole <= 0 || whole > largest_limit) return std::nullopt;
  return static_cast<std::uint64_t>(whole);
}

Result<std::optional<pricing::Date>> read_day(const JsonValue& object, std::string_view name, const JsonPointer& at) {
  const std::optional<JsonValue> value = object.find(name);
  if (!value) return std::optional<pricing::Date>();
  if (!value->is_string()) return table_error(at.member(name), "expected a date in the form YYYY-MM-DD");
  const Result<pricing::Date> day = pricing::parse_date(value->text());
  if (!day) return table_error(at.member(name), day.error().message);
  return std::optional<pricing::Date>(*day);
}

std::string read_text(const JsonValue& object, std::string_view name) {
  const std::optional<JsonValue> value = object.find(name);
  return value && value->is_string() ? value->text() : std::string();
}

bool reprices_at_threshold(std::string_view provider) {
  return provider == "xai" || provider == "x-ai";
}

}  // namespace tokmill::formats

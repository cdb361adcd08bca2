#include "tokmill/pricing/money.hpp"

#include <algorithm>
#include <cstddef>

#include "pricing/decimal.hpp"
#include "pricing/quoted.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

constexpr int decimals_of_a_million = 6;

Result<Money> to_money(const Result<Decimal>& number, std::string_view text, int places) {
  if (!number) return number.error();
  if (number->negative && number->digits != 0) {
    return Error{ErrorCode::malformed_number, "expected a non-negative amount, got " + quoted(text)};
  }
  const Result<Money::Integer> amount = scale(*number, places);
  if (!amount) {
    const bool is_too_large = amount.error().code == ErrorCode::overflow;
    return Error{amount.error().code, quoted(text) + (is_too_large ? " is " : " has ") + amount.error().message};
  }
  return Money::yocto_dollars(*amount);
}

Result<Decimal> parse_float(std::string_view text) {
  Result<Decimal> number = parse_long_decimal(text);
  if (number) *number = shortest_nearby(*number);
  return number;
}

// The digits of the absolute value, with at least one before the decimal point.
std::string digits_of(Money::Integer amount) {
  std::string digits;
  do {
    const int digit = static_cast<int>(amount % 10);
    digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));  // the smallest integer cannot be negated
    amount /= 10;
  } while (amount != 0);
  while (digits.size() <= static_cast<std::size_t>(Money::decimals)) digits += '0';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string with_point(Money::Integer amount, std::size_t decimals) {
  const std::string digits = digits_of(amount);
  const std::size_t whole = digits.size() - static_cast<std::size_t>(Money::decimals);
  std::string text = amount < 0 ? "-" : "";
  text.append(digits, 0, whole);
  if (decimals > 0) text.append(1, '.').append(digits, whole, decimals);
  return text;
}

}  // namespace

std::optional<Money> add(Money a, Money b) noexcept {
  Money::Integer sum = 0;
  if (__builtin_add_overflow(a.yocto_dollars(), b.yocto_dollars(), &sum)) return std::nullopt;
  return Money::yocto_dollars(sum);
}

std::optional<Money> multiply(Money amount, std::uint64_t times) noexcept {
  Money::Integer product = 0;
  if (__builtin_mul_overflow(amount.yocto_dollars(), Money::Integer{times}, &product)) return std::nullopt;
  return Money::yocto_dollars(product);
}

std::optional<Money> per_million(Money price_of_one) noexcept {
  return multiply(price_of_one, 1'000'000);
}

Result<Money> parse_dollars(std::string_view text) {
  return to_money(parse_decimal(text), text, Money::decimals);
}

Result<Money> parse_dollars_per_million(std::string_view text) {
  return to_money(parse_decimal(text), text, Money::decimals - decimals_of_a_million);
}

Result<Money> parse_float_dollars(std::string_view text) {
  return to_money(parse_float(text), text, Money::decimals);
}

Result<Money> parse_float_dollars_per_million(std::string_view text) {
  return to_money(parse_float(text), text, Money::decimals - decimals_of_a_million);
}

std::string exact_decimal(Money amount, int least_decimals) {
  std::size_t keep = static_cast<std::size_t>(std::clamp(least_decimals, 0, Money::decimals));
  const std::string digits = digits_of(amount.yocto_dollars());
  const std::size_t last = digits.find_last_not_of('0');
  const std::size_t whole = digits.size() - static_cast<std::size_t>(Money::decimals);
  if (last != std::string::npos && last >= whole) keep = std::max(keep, last - whole + 1);
  return with_point(amount.yocto_dollars(), keep);
}

std::string rounded_decimal(Money amount, int decimals) {
  const int keep = std::clamp(decimals, 0, Money::decimals);
  Money::Integer unit = 1;
  for (int i = keep; i < Money::decimals; ++i) unit *= 10;
  const Money::Integer exact = amount.yocto_dollars();
  const Money::Integer remainder = exact % unit;
  Money::Integer rounded = exact - remainder;
  // Within one unit of the largest or smallest amount, the amount is truncated instead.
  if (unit > 1 && remainder >= unit / 2) {
    if (__builtin_add_overflow(rounded, unit, &rounded)) rounded = exact - remainder;
  } else if (unit > 1 && remainder <= -(unit / 2)) {
    if (__builtin_sub_overflow(rounded, unit, &rounded)) rounded = exact - remainder;
  }
  return with_point(rounded, static_cast<std::size_t>(keep));
}

}  // namespace tokmill::pricing

#include "pricing/decimal.hpp"

#include <algorithm>
#include <cstddef>

#include "pricing/quoted.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

constexpr int largest_exponent = 999;  // larger than any that fits, and small enough for sums in an int

Error malformed(std::string_view text) {
  return Error{ErrorCode::malformed_number, "expected a decimal number, got " + quoted(text)};
}

Error too_large(std::string_view text) {
  return Error{ErrorCode::overflow, quoted(text) + " is too large for exact arithmetic"};
}

constexpr Money::Integer power_of_ten(int exponent) {
  return exponent == 0 ? 1 : 10 * power_of_ten(exponent - 1);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Appends a digit; false if it does not fit.
bool append(Money::Integer& digits, char digit) {
  Money::Integer longer = 0;
  if (__builtin_mul_overflow(digits, Money::Integer{10}, &longer) ||
      __builtin_add_overflow(longer, Money::Integer{digit - '0'}, &longer)) {
    return false;
  }
  digits = longer;
  return true;
}

// Moves trailing zeros into the exponent.
void remove_zeros(Decimal& number) {
  if (number.digits == 0) number.exponent = 0;
  for (; number.digits != 0 && number.digits % 10 == 0; number.digits /= 10) ++number.exponent;
}

// What to do with digits, other than zeros at the end, that do not fit.
enum class ExtraDigits { refuse, drop };

Result<Decimal> read_decimal(std::string_view text, ExtraDigits extra) {
  Decimal number;
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) number.negative = text[at++] == '-';

  bool any_digit = false;
  bool after_point = false;
  bool is_full = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && !after_point) {
      after_point = true;
      continue;
    }
    if (!is_digit(c)) break;
    any_digit = true;
    is_full = is_full || !append(number.digits, c);
    if (is_full && c != '0' && extra == ExtraDigits::refuse) return too_large(text);
    number.exponent += (is_full ? 1 : 0) - (after_point ? 1 : 0);
    if (number.exponent > largest_exponent || number.exponent < -largest_exponent) return too_large(text);
  }
  if (!any_digit) return malformed(text);

  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    bool down = false;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) down = text[at++] == '-';
    if (at == text.size()) return malformed(text);
    int written = 0;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      written = written * 10 + (text[at] - '0');
      if (written > largest_exponent) return too_large(text);
    }
    number.exponent += down ? -written : written;
  }
  if (at != text.size()) return malformed(text);
  remove_zeros(number);
  return number;
}

}  // namespace

Result<Decimal> parse_decimal(std::string_view text) {
  return read_decimal(text, ExtraDigits::refuse);
}

Result<Decimal> parse_long_decimal(std::string_view text) {
  return read_decimal(text, ExtraDigits::drop);
}

Decimal shortest_nearby(const Decimal& number) {
  constexpr Money::Integer largest = power_of_ten(37);  // twice this fits
  Decimal result = number;
  for (; result.digits >= largest; result.digits /= 10) ++result.exponent;
  const Money::Integer tolerance = result.digits / power_of_ten(12);
  for (Money::Integer unit = largest; tolerance > 0 && unit >= 10; unit /= 10) {
    if (unit > result.digits) continue;
    const Money::Integer below = result.digits % unit;
    const Money::Integer above = unit - below;
    if (std::min(below, above) > tolerance) continue;
    result.digits += below < above ? -below : above;
    break;
  }
  remove_zeros(result);
  return result;
}

Result<Money::Integer> scale(const Decimal& number, int places) {
  Money::Integer value = number.digits;
  if (value == 0) return value;
  int exponent = number.exponent + places;
  if (exponent < 0) {
    return Error{ErrorCode::malformed_number, "too many decimal places for exact arithmetic"};
  }
  for (; exponent > 0; --exponent) {
    if (__builtin_mul_overflow(value, Money::Integer{10}, &value)) {
      return Error{ErrorCode::overflow, "too large for exact arithmetic"};
    }
  }
  return number.negative ? -value : value;
}

}  // namespace tokmill::pricing

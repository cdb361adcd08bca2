#include "pricing/decimal.hpp"

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

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

Result<Decimal> parse_decimal(std::string_view text) {
  Decimal number;
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) number.negative = text[at++] == '-';

  // Zeros are only counted until another digit follows, so that trailing zeros cannot overflow.
  int held_zeros = 0;
  bool any_digit = false;
  bool after_point = false;
  int exponent = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && !after_point) {
      after_point = true;
      continue;
    }
    if (!is_digit(c)) break;
    any_digit = true;
    if (after_point) --exponent;
    if (c == '0') {
      if (number.digits != 0) ++held_zeros;
      if (held_zeros > largest_exponent || exponent < -largest_exponent) return too_large(text);
      continue;
    }
    for (; held_zeros >= 0; --held_zeros) {
      if (__builtin_mul_overflow(number.digits, Money::Integer{10}, &number.digits)) return too_large(text);
    }
    held_zeros = 0;
    if (__builtin_add_overflow(number.digits, Money::Integer{c - '0'}, &number.digits))
      return too_large(text);
  }
  if (!any_digit) return malformed(text);
  exponent += held_zeros;

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
    exponent += down ? -written : written;
  }
  if (at != text.size()) return malformed(text);
  number.exponent = number.digits == 0 ? 0 : exponent;
  return number;
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

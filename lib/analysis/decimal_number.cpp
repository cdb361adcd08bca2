#include "tokmill/analysis/decimal_number.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <utility>

#include "tokmill/digit_value.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

constexpr std::string_view arabic_mark = "\u066B";
constexpr std::array<std::string_view, 10> separators = {",",      ".",      "'",      "_",      " ",
                                                         "\u00A0", "\u2009", "\u202F", "\u2019", "\u066C"};

bool is_separator(std::string_view text) {
  return std::ranges::find(separators, text) != separators.end();
}
bool is_mark(std::string_view text) {
  return text == "." || text == "," || text == arabic_mark;
}

// Digits without anything between them, and the character before them.
struct Group {
  std::string_view before;
  std::size_t digits = 0;
};

// Whether the first `count` groups are the thousands of an integer with one separator.
bool are_thousands(const std::vector<Group>& groups, std::size_t count) {
  if (count == 1) return true;
  if (groups[0].digits > thousand_digits || !is_separator(groups[1].before)) return false;
  for (std::size_t i = 1; i < count; ++i) {
    if (groups[i].before != groups[1].before || groups[i].digits != thousand_digits) return false;
  }
  return true;
}

// How many of the groups are of the integer; 0 if the text is not a number.
std::size_t integer_groups(const std::vector<Group>& groups, bool is_zero) {
  const std::size_t count = groups.size();
  const std::string_view last = groups.back().before;
  const bool has_fraction = count > 1 && is_mark(last) && are_thousands(groups, count - 1) &&
                            (count == 2 || last != groups[1].before);
  const bool is_integer = are_thousands(groups, count);
  if (has_fraction && is_integer) return last == "," && !is_zero ? count : count - 1;
  return is_integer ? count : has_fraction ? count - 1 : 0;
}

// Digits from left to right, aligned: all numbers have the same number of integer and of fraction digits.
using Digits = std::vector<int>;

Digits aligned(const DecimalNumber& number, std::size_t integer_digits, std::size_t fraction_digits) {
  Digits digits(integer_digits - number.integer_digits, 0);
  for (const DecimalNumber::Digit& digit : number.digits) digits.push_back(digit.value);
  digits.resize(integer_digits + fraction_digits, 0);
  return digits;
}

// one = one + sign * other; one must not become negative.
void accumulate(Digits& one, const Digits& other, int sign) {
  int carry = 0;
  for (std::size_t i = one.size(); i-- > 0;) {
    const int value = one[i] + sign * other[i] + carry;
    one[i] = (value + 10) % 10;
    carry = value < 0 ? -1 : value / 10;
  }
}

}  // namespace

std::optional<DecimalNumber> parse_decimal(std::string_view text) {
  DecimalNumber number;
  number.text = text;
  std::vector<Group> groups;
  std::string_view before;
  std::optional<char32_t> zero;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Unit unit = next_utf8_unit(text.substr(at));
    const std::string_view character = text.substr(at, unit.size);
    if (const auto value = digit_value(unit.code_point)) {
      if (zero.value_or(unit.code_point - *value) != unit.code_point - *value) return std::nullopt;
      zero = unit.code_point - *value;
      if (groups.empty() || !before.empty()) groups.push_back({std::exchange(before, ""), 0});
      ++groups.back().digits;
      number.digits.push_back({at, static_cast<int>(*value)});
    } else if (at == 0 && (character == "+" || character == "-" || character == "\u2212")) {
      number.is_negative = character != "+";
    } else if (groups.empty() || !before.empty()) {
      return std::nullopt;
    } else {
      before = character;
    }
    at += unit.size;
  }
  if (groups.empty() || !before.empty()) return std::nullopt;

  const bool is_zero = groups[0].digits == 1 && number.digits.front().value == 0;
  const std::size_t integer = integer_groups(groups, is_zero);
  if (integer == 0) return std::nullopt;
  for (std::size_t i = 0; i < integer; ++i) number.integer_digits += groups[i].digits;
  if (integer > 1) number.separator = groups[1].before;
  if (integer < groups.size()) number.mark = groups.back().before;
  return number;
}

DecimalNumber written_with(DecimalNumber number, std::string_view separator, std::string_view mark) {
  number.text = number.is_negative ? "-" : "";
  for (std::size_t i = 0; i < number.digits.size(); ++i) {
    if (i == number.integer_digits) {
      number.text += mark;
    } else if (i > 0 && i < number.integer_digits && (number.integer_digits - i) % thousand_digits == 0) {
      number.text += separator;
    }
    number.digits[i].offset = number.text.size();
    number.text += static_cast<char>('0' + number.digits[i].value);
  }
  number.separator = separator;
  number.mark = mark;
  return number;
}

DecimalNumber sum(const std::vector<DecimalNumber>& numbers) {
  DecimalNumber total;
  std::size_t fraction = 0;
  for (const DecimalNumber& number : numbers) {
    total.integer_digits = std::max(total.integer_digits, number.integer_digits);
    fraction = std::max(fraction, number.fraction_digits());
    if (total.separator.empty()) total.separator = number.separator;
    if (total.mark.empty()) total.mark = number.mark;
  }
  for (std::size_t most = numbers.size(); most > 0; most /= 10) ++total.integer_digits;  // for the carries
  std::array<Digits, 2> sums;  // of the positive and of the negative numbers
  sums.fill(Digits(total.integer_digits + fraction, 0));
  for (const DecimalNumber& number : numbers) {
    accumulate(sums[number.is_negative ? 1 : 0], aligned(number, total.integer_digits, fraction), 1);
  }
  total.is_negative = sums[0] < sums[1];
  if (total.is_negative) std::swap(sums[0], sums[1]);
  accumulate(sums[0], sums[1], -1);

  Digits& digits = sums[0];
  std::size_t leading_zeros = 0;
  while (leading_zeros + 1 < total.integer_digits && digits[leading_zeros] == 0) ++leading_zeros;
  digits.erase(digits.begin(), digits.begin() + static_cast<std::ptrdiff_t>(leading_zeros));
  total.integer_digits -= leading_zeros;
  for (const int digit : digits) total.digits.push_back({0, digit});
  const std::string mark = fraction > 0 && total.mark.empty() ? "." : total.mark;
  const std::string separator = total.separator == mark ? "" : total.separator;  // of different numbers
  return written_with(std::move(total), separator, mark);
}

}  // namespace tokmill::inline TOKMILL_ABI::analysis

#include "app/whole_number.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>

#include "app/usage_error.hpp"
#include "output/format.hpp"
#include "output/quote.hpp"

namespace tokmill::cli {
namespace {

constexpr std::string_view decimal_digits = "0123456789";

// Removes the digits at the start of `text` and returns them.
std::string_view take_digits(std::string_view& text) {
  const std::string_view taken = text.substr(0, std::min(text.find_first_not_of(decimal_digits), text.size()));
  text.remove_prefix(taken.size());
  return taken;
}

// The power of ten of a multiplier; nullopt for anything else.
std::optional<std::size_t> multiplier(std::string_view text) {
  if (text == "k" || text == "K") return 3;
  if (text == "M" || text == "m") return 6;
  if (text == "B" || text == "G") return 9;
  return std::nullopt;
}

// `text` without its exponent or multiplier, whose power of ten is the result; nullopt if what follows the digits is
// neither.
std::optional<std::size_t> power_of_ten(std::string_view suffix) {
  if (suffix.empty()) return 0;
  if (suffix.front() != 'e' && suffix.front() != 'E') return multiplier(suffix);
  suffix.remove_prefix(1);
  const std::string_view exponent = take_digits(suffix);
  if (exponent.empty() || exponent.size() > 2 || !suffix.empty()) return std::nullopt;
  return exponent.size() == 1 ? exponent[0] - '0' : (exponent[0] - '0') * 10 + (exponent[1] - '0');
}

// The number that digits write; nullopt if it exceeds 64 bits.
std::optional<std::uint64_t> number_of(std::string_view number) {
  std::uint64_t value = 0;
  for (const char digit : number) {
    if (__builtin_mul_overflow(value, std::uint64_t{10}, &value) ||
        __builtin_add_overflow(value, static_cast<std::uint64_t>(digit - '0'), &value)) {
      return std::nullopt;
    }
  }
  return value;
}

}  // namespace

Result<std::uint64_t> parse_whole_number(std::string_view name, std::string_view text) {
  std::string_view rest = text;
  const std::string_view whole = take_digits(rest);
  std::string_view fraction;
  bool is_number = !whole.empty();
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    fraction = take_digits(rest);
    is_number = is_number && !fraction.empty();
  }
  is_number = is_number && (fraction.empty() || !rest.empty());  // not 5.0
  const std::optional<std::size_t> power = power_of_ten(rest);
  while (fraction.ends_with('0')) fraction.remove_suffix(1);
  if (!is_number || !power || fraction.size() > *power) {
    return usage_error(output::format("{}: expected a non-negative integer, got {}", name, output::quoted(text)));
  }
  std::string number = std::string(whole).append(fraction);
  number.append(*power - fraction.size(), '0');
  const std::optional<std::uint64_t> value = number_of(number);
  if (!value) {
    return usage_error(output::format("{}: {} is too large; the maximum is {}", name, text,
                                      std::numeric_limits<std::uint64_t>::max()));
  }
  return *value;
}

Result<std::uint32_t> parse_percentage(std::string_view name, std::string_view text) {
  constexpr std::uint64_t whole = 100'000'000;
  if (text.ends_with('%')) {
    const std::string millionths = std::string(text.substr(0, text.size() - 1)) + "e6";  // six decimals make it whole
    const Result<std::uint64_t> share = parse_whole_number(name, millionths);
    if (share && *share <= whole) return static_cast<std::uint32_t>(*share);
  }
  return usage_error(output::format("{}: expected a percentage from 0% to 100%, got {}", name, output::quoted(text)));
}

}  // namespace tokmill::cli

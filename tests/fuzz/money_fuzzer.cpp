// Reads arbitrary bytes as an amount of money and as a date, and writes them again.

#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "tokmill/pricing/date.hpp"
#include "tokmill/pricing/money.hpp"

using tokmill::fuzz::require;
namespace pricing = tokmill::pricing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = tokmill::fuzz::as_text(data, size);

  const auto amount = pricing::parse_dollars(text);
  if (amount) {
    require(*amount >= pricing::Money(), "an amount is not negative");
    const auto again = pricing::parse_dollars(pricing::exact_decimal(*amount));
    require(again.has_value() && *again == *amount, "an exact amount is read back");
    require(pricing::rounded_decimal(*amount, pricing::Money::decimals) ==
                pricing::exact_decimal(*amount, pricing::Money::decimals),
            "with all decimals, rounding changes nothing");
    const auto million = pricing::per_million(*amount);
    require(!million || *million == *pricing::multiply(*amount, 1'000'000), "a million times the price");
  } else {
    require(amount.error().code == tokmill::ErrorCode::malformed_number ||
                amount.error().code == tokmill::ErrorCode::overflow,
            "the error is malformed_number or overflow");
  }

  const auto rounded = pricing::parse_float_dollars(text);
  if (amount && rounded) {
    const auto exact = amount->yocto_dollars();
    const auto difference = rounded->yocto_dollars() - exact;
    require((difference < 0 ? -difference : difference) <= exact / 1'000'000'000'000,
            "a rounded amount is within 10^-12 of the exact one");
  }
  require(!amount || rounded.has_value() || rounded.error().code == tokmill::ErrorCode::overflow,
          "an exact amount can be rounded, unless it becomes too large");

  const auto price = pricing::parse_dollars_per_million(text);
  if (price) {
    const auto million = pricing::per_million(*price);
    require(!million || !amount || *million == *amount, "a price per million tokens is exact");
  }

  const auto day = pricing::parse_date(text);
  if (day) require(pricing::to_string(*day) == text, "a day is written as it was read");
  return 0;
}

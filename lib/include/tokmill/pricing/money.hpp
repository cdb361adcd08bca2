#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// An exact amount of US dollars, or the exact price of one token.
///
/// The amount is a 128-bit integer of yocto-dollars (10^-24 dollars). Pico-dollars (10^-12) are too coarse for the
/// price of a token: a batch price of half of $0.003625 per million tokens is 1812.5 pico-dollars per token. The
/// largest amount is 1.7 × 10^14 dollars; a larger result is an error, never a rounded or wrapped value.
class Money {
 public:
  __extension__ using Integer = __int128;

  /// The number of decimal places of a dollar amount.
  static constexpr int decimals = 24;

  /// Zero.
  constexpr Money() noexcept = default;

  [[nodiscard]] static constexpr Money yocto_dollars(Integer amount) noexcept { return Money(amount); }

  /// An atto-dollar is 10^-18 dollars. A price of N pico-dollars per million tokens is N atto-dollars per token.
  [[nodiscard]] static constexpr Money atto_dollars(std::int64_t amount) noexcept {
    return Money(Integer{amount} * 1'000'000);
  }

  [[nodiscard]] constexpr Integer yocto_dollars() const noexcept { return yocto_dollars_; }

  friend constexpr bool operator==(Money, Money) noexcept = default;
  friend constexpr auto operator<=>(Money, Money) noexcept = default;

 private:
  explicit constexpr Money(Integer amount) noexcept : yocto_dollars_(amount) {}

  Integer yocto_dollars_ = 0;
};

/// The sum; nullopt if it does not fit.
[[nodiscard]] TOKMILL_EXPORT std::optional<Money> add(Money a, Money b) noexcept;

/// The amount multiplied by `times`; nullopt if it does not fit.
[[nodiscard]] TOKMILL_EXPORT std::optional<Money> multiply(Money amount, std::uint64_t times) noexcept;

/// Parses a decimal number of dollars: `12`, `0.0025`, `2.5e-06`. The digits are converted exactly, without a binary
/// floating-point number in between.
/// Errors: malformed_number (not a decimal number, negative, or more than 24 decimal places that are not zero),
/// overflow.
[[nodiscard]] TOKMILL_EXPORT Result<Money> parse_dollars(std::string_view text);

/// Parses a price in dollars per million tokens into the price of one token. Errors: as for parse_dollars().
[[nodiscard]] TOKMILL_EXPORT Result<Money> parse_dollars_per_million(std::string_view text);

/// Parses an amount of dollars that was computed with binary floating-point numbers, as in many price tables: the result
/// is the shortest decimal number within a relative 10^-12 of the figure (`0.0024499999999999995` is 0.00245). A figure
/// of at most 12 significant digits is exact. There may be any number of digits. Errors: as for parse_dollars().
[[nodiscard]] TOKMILL_EXPORT Result<Money> parse_float_dollars(std::string_view text);

/// As parse_float_dollars(), of a price in dollars per million tokens: the price of one token.
[[nodiscard]] TOKMILL_EXPORT Result<Money> parse_float_dollars_per_million(std::string_view text);

/// The price of a million tokens; nullopt if it does not fit.
[[nodiscard]] TOKMILL_EXPORT std::optional<Money> per_million(Money price_of_one) noexcept;

/// All digits of an amount, with at least `least_decimals` decimal places and more if needed to be exact: `2.500000`,
/// `0.0000018125`.
[[nodiscard]] TOKMILL_EXPORT std::string exact_decimal(Money amount, int least_decimals = 6);

/// The amount rounded to `decimals` decimal places (at most 24), with halves rounded away from zero.
[[nodiscard]] TOKMILL_EXPORT std::string rounded_decimal(Money amount, int decimals);

}  // namespace tokmill::pricing

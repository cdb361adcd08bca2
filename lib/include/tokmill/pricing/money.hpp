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
/// It is an integer of yocto-dollars (10^-24 dollars, a million million times finer than a pico-dollar) in
/// 128 bits. Pico-dollars are too coarse for a token: half of $0.003625 for a million of them, which is a
/// batch price, is 1812.5 pico-dollars each. And tables written from binary doubles hold prices of a token
/// such as 1.0000000000000001e-07, whose digits are kept as well. The largest amount is 170 million million
/// dollars; what would go beyond is an error, never a rounded or a wrapped figure.
class Money {
 public:
  __extension__ using Integer = __int128;

  /// How many decimals of a dollar an amount can have.
  static constexpr int decimals = 24;

  /// Nothing.
  constexpr Money() noexcept = default;

  [[nodiscard]] static constexpr Money yocto_dollars(Integer amount) noexcept { return Money(amount); }

  /// Millionths of a pico-dollar: what the price of a million tokens in pico-dollars makes for each of them.
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

/// The sum; nothing where it does not fit.
[[nodiscard]] TOKMILL_EXPORT std::optional<Money> add(Money a, Money b) noexcept;

/// `times` as much; nothing where it does not fit.
[[nodiscard]] TOKMILL_EXPORT std::optional<Money> multiply(Money amount, std::uint64_t times) noexcept;

/// An amount of dollars from its decimal digits: `12`, `0.0025`, `2.5e-06`. The digits are taken as they
/// stand, never through a binary double.
/// Errors: malformed_number (not a decimal number, a negative one, or one with more than 24 decimals that are
/// not zero), overflow.
[[nodiscard]] TOKMILL_EXPORT Result<Money> parse_dollars(std::string_view text);

/// The price of one token from the decimal digits of the price of a million, in dollars. Errors: as above.
[[nodiscard]] TOKMILL_EXPORT Result<Money> parse_dollars_per_million(std::string_view text);

/// The price of a million tokens, given that of one; nothing where it does not fit.
[[nodiscard]] TOKMILL_EXPORT std::optional<Money> per_million(Money price_of_one) noexcept;

/// All of an amount's digits, in decimal: at least `least_decimals` after the point, more where exactness
/// needs them. `2.500000`, `0.0000018125`.
[[nodiscard]] TOKMILL_EXPORT std::string exact_decimal(Money amount, int least_decimals = 6);

/// An amount rounded to `decimals` places (at most 24) for display, halves away from nothing.
[[nodiscard]] TOKMILL_EXPORT std::string rounded_decimal(Money amount, int decimals);

}  // namespace tokmill::pricing

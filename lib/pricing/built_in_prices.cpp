#include <chrono>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>

#include "tokmill/pricing/price_table.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

// Used by the generated rows: an unknown price, a price in atto-dollars per token (which is pico-dollars per million
// tokens), a number of tokens, and a day as days since 1970-01-01.
constexpr std::optional<Money> none;
constexpr std::optional<Money> price(std::int64_t atto_dollars) {
  return Money::atto_dollars(atto_dollars);
}
constexpr std::optional<std::uint64_t> tokens(std::uint64_t number) {
  return number;
}
constexpr std::optional<Date> day(int since_1970) {
  return Date(std::chrono::days(since_1970));
}
constexpr std::nullopt_t unknown = std::nullopt;

#include "price_rows.inc"

}  // namespace

const PriceTable& PriceTable::built_in() noexcept {
  static const PriceTable table{std::span<const PricedModel>(priced_model_rows)};
  return table;
}

}  // namespace tokmill::pricing

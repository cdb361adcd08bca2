#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/pricing/date.hpp"
#include "tokmill/pricing/model.hpp"
#include "tokmill/pricing/money.hpp"
#include "tokmill/pricing/service.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// The token counts of one call, and the number of such calls.
struct Usage {
  std::uint64_t input_tokens = 0;   ///< The whole input, including the part that is read from the cache.
  std::uint64_t cached_tokens = 0;  ///< The part of input_tokens that is read from the cache.

  /// Tokens written to the cache. They are not part of input_tokens: providers report and bill them separately.
  std::uint64_t cache_write_tokens = 0;
  std::uint64_t cache_write_long_tokens = 0;

  std::uint64_t output_tokens = 0;
  std::uint64_t calls = 1;

  /// If set, with_input() makes cached_tokens this share of the input, in hundred-millionths: 80'000'000 is 80%.
  std::optional<std::uint32_t> cached_share = std::nullopt;
};

inline constexpr std::uint32_t whole_share = 100'000'000;  ///< 100%.

/// `usage` with this many input tokens, and its share of cached tokens rounded down to whole tokens.
[[nodiscard]] TOKMILL_EXPORT Usage with_input(Usage usage, std::uint64_t input_tokens) noexcept;

/// The terms under which calls are made.
struct Terms {
  Service service = Service::standard;
  Date at;  ///< The day of the calls.
};

/// The cost of all calls together. A part is empty if it has tokens to pay for and their price is unknown.
struct Bill {
  std::optional<Money> input;        ///< The part of the input that is not read from the cache.
  std::optional<Money> cached;       ///< The part of the input that is read from the cache.
  std::optional<Money> cache_write;  ///< Cache writes of both retention times.
  std::optional<Money> output;
  std::optional<Money> total;  ///< The sum of the parts; empty if one of them is empty.

  /// The price that was applied; null if none is known for the day, service and input length.
  const Price* price = nullptr;

  /// The day on which the prices were read: that of `price`, else that of the service's last price before the day of
  /// the calls, else that of the standard price; nullopt if unknown.
  std::optional<Date> as_of;

  /// The last day of the most recent promotion of this service that is over, if there was one.
  std::optional<Date> promotion_ended;

  std::uint64_t context_used = 0;  ///< Input, cache writes and output of one call.
};

/// The bill for `usage` of `model`.
///
/// The tier is chosen by the whole input of one call, including cache reads and cache writes, and reprices the whole
/// call. If the input reaches a tier of the standard price that the chosen service does not have, the price is
/// unknown. `Bill::price` points into the table that `model` belongs to.
///
/// Errors: invalid_argument (more cached tokens than input tokens), overflow.
[[nodiscard]] TOKMILL_EXPORT Result<Bill> bill(const PricedModel& model, const Usage& usage, const Terms& terms);

/// Whether a price applies on a day: both `from` and `to` are included.
[[nodiscard]] TOKMILL_EXPORT bool holds_on(const Price& price, Date day) noexcept;

/// The price of a standard call with a short input on a day; all of its values are unknown if the model has no such price.
[[nodiscard]] TOKMILL_EXPORT Price price_on(const PricedModel& model, Date at);

/// The bill for training on `tokens`, as the input of one bill without tiers. Errors: overflow.
[[nodiscard]] TOKMILL_EXPORT Result<Bill> training_bill(const PricedModel& model, std::uint64_t tokens,
                                                        const Terms& terms);

/// Adds the parts of `more` to those of `sum`. A part that is unknown in either is unknown in the sum. Does not change
/// `price`, `as_of`, `promotion_ended` and `context_used`. Errors: overflow.
[[nodiscard]] TOKMILL_EXPORT Result<void> add_to(Bill& sum, const Bill& more);

/// A bill whose parts are all zero, as the start of a sum.
[[nodiscard]] TOKMILL_EXPORT Bill empty_bill() noexcept;

/// A limit of a model that a call exceeds.
struct Excess {
  std::string_view limit;     ///< `context window`, `input` or `output`.
  std::uint64_t tokens = 0;   ///< The tokens of the call.
  std::uint64_t allowed = 0;  ///< The limit.
};

/// Whether one call of `usage` fits into the limits of `model`; nullopt if it exceeds no known limit but the context
/// window is unknown. If the result is false and `excess` is not null, stores the exceeded limit there.
[[nodiscard]] TOKMILL_EXPORT std::optional<bool> fits(const PricedModel& model, const Usage& usage, Service service,
                                                      Excess* excess = nullptr);

}  // namespace tokmill::pricing

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/pricing/date.hpp"
#include "tokmill/pricing/money.hpp"
#include "tokmill/pricing/service.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// One price of a model, for a service, a period and a range of input lengths. Unknown values are empty, never 0.
struct Price {
  Service service = Service::standard;
  std::optional<Date> from;  ///< First day on which the price applies; empty if open.
  std::optional<Date> to;    ///< Last day on which the price applies; empty if open.
  bool promotion = false;    ///< The price after `to` is known only if another Price gives it.

  /// Empty for the base price. Otherwise this price replaces the base price for the whole of a call whose input is
  /// longer than this many tokens (or exactly this long, if `at_threshold` is set).
  std::optional<std::uint64_t> above_input_tokens;
  bool at_threshold = false;

  // Per token.
  std::optional<Money> input;             ///< Neither read from the cache nor written to it.
  std::optional<Money> cached_input;      ///< Read from the cache.
  std::optional<Money> cache_write;       ///< Written to the cache, for the shorter retention time.
  std::optional<Money> cache_write_long;  ///< Written to the cache, for the longer retention time.
  std::optional<Money> output;            ///< Includes reasoning tokens.
  std::optional<Money> training;          ///< Per pass over a token of a fine-tuning example.

  std::optional<Date> as_of;    ///< The day on which the price was read; empty if unknown.
  std::string_view confidence;  ///< How reliable the source is: `high`, `medium`, `low`, or empty.
  std::string_view source;
  std::string_view disagreement;  ///< What other sources say, if they say something else.
};

/// A pattern that finds a model by other names than its id and its aliases.
struct NameRule {
  enum class Kind { equals, starts_with, contains, regex };
  Kind kind = Kind::equals;

  /// The text to compare with. A regex is in RE2's syntax, has at most 512 bytes, is case-sensitive, and matches
  /// anywhere in a name unless it is anchored. A build without RE2 refuses flags, named groups, POSIX classes and
  /// Unicode properties.
  std::string_view text;
};

/// How many tokens of its own a model without a public tokenizer has for each token of o200k_base, in thousandths. All
/// zero if unknown.
struct TokenRatio {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  std::string_view source;  ///< Who measured it, on what and when.

  [[nodiscard]] bool is_known() const noexcept { return high > 0; }
  friend bool operator==(const TokenRatio&, const TokenRatio&) = default;
};

/// A ratio in thousandths as a decimal number, such as `1.250`.
[[nodiscard]] TOKMILL_EXPORT std::string ratio_text(std::uint32_t thousandths);

/// A model with its prices. The PriceTable that contains the model owns the texts and lists that it points to.
struct PricedModel {
  std::string_view provider;
  std::string_view id;
  std::string_view kind;        ///< `chat`, `embedding`, or empty.
  bool in_default_set = false;  ///< Shown if the user names no model.
  bool reasoning = false;       ///< Sold as a reasoning model, which bills reasoning tokens as output.

  std::string_view encoding;   ///< The name of its encoding; empty if the table names none.
  std::string_view tokenizer;  ///< What is known about its tokenizer, if there is no encoding.
  TokenRatio ratio;            ///< The same as a figure.

  // Limits of one call, in tokens.
  std::optional<std::uint64_t> context_window;  ///< Input and output together.
  std::optional<std::uint64_t> max_input;
  std::optional<std::uint64_t> max_output;
  std::optional<std::uint64_t> max_output_batch;  ///< In a batch, if different from max_output.

  std::string_view cache_retention;  ///< How long the two kinds of cache writes are kept: `5m/1h`.
  std::string_view note;
  std::span<const std::string_view> aliases;
  std::span<const NameRule> rules;
  std::span<const Price> prices;
};

}  // namespace tokmill::pricing

#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/pricing/date.hpp"
#include "tokmill/pricing/money.hpp"
#include "tokmill/result.hpp"

/// What calls of a language model cost: a price book, a choice of price for a day, and a bill.
///
///     const auto model = tokmill::PriceBook().find("gpt-4o");
///     const auto bill = tokmill::bill(*model, {.input_tokens = 1200, .output_tokens = 300}, {.at = day});
///     std::string total = tokmill::exact_decimal(*bill->total);
///
/// **Exactness.** Money is an integer, and every figure of a bill is exact: its parts add up to its total to
/// the last digit. Rounding is for whoever displays a bill.
///
/// **What is not known** is an empty optional and never zero. An unknown price matters only where there are
/// tokens to pay at it; then that part and the total are unknown.
///
/// **Tokens** are numbers here: nothing in this room counts a text. The name of a model's encoding is carried
/// as a word.
namespace tokmill::inline TOKMILL_ABI::pricing {

/// How a call is served; each has prices of its own.
enum class Service {
  standard,
  batch,     ///< Answered within a day, at a discount.
  flex,      ///< Answered when there is room, at a discount.
  priority,  ///< Answered ahead of others, at a surcharge. OpenAI's "fast mode" is this as well.
  off_peak,  ///< Outside of the hours that the provider names; `standard` is then the price of the peak.
};

/// The names, as the table writes them: `standard`, `batch`, `flex`, `priority`, `off-peak`.
[[nodiscard]] TOKMILL_EXPORT std::string_view to_string(Service service) noexcept;
[[nodiscard]] TOKMILL_EXPORT std::optional<Service> find_service(std::string_view name) noexcept;

/// One price of a model: for a service, a period, and calls of some length.
struct Price {
  Service service = Service::standard;
  std::optional<Date> from;  ///< The first day on which it holds; open where empty.
  std::optional<Date> to;    ///< The last day on which it holds; open where empty.
  bool promotion = false;    ///< What holds after `to` is known only if another price says so.

  /// Empty for the price of an ordinary call. Otherwise this price takes its place for the whole of a call
  /// whose input is longer than this many tokens (or exactly as long, where `at_threshold` is set).
  std::optional<std::uint64_t> above_input_tokens;
  bool at_threshold = false;

  // For one token.
  std::optional<Money> input;             ///< Neither read from the cache nor written to it.
  std::optional<Money> cached_input;      ///< Read from the cache.
  std::optional<Money> cache_write;       ///< Written to it, for the shorter of the times that are sold.
  std::optional<Money> cache_write_long;  ///< For the longer one.
  std::optional<Money> output;            ///< Reasoning tokens included.
  std::optional<Money> training;          ///< Trained on, each time: of a fine-tuning example.

  std::optional<Date> as_of;    ///< The day on which the price was read; empty where nobody wrote it down.
  std::string_view confidence;  ///< `high`, `medium`, `low`, or empty: how good the source is.
  std::string_view source;
};

/// Another way to find a model: a rule that its name follows.
struct NameRule {
  enum class Kind { equals, starts_with, contains, regex };
  Kind kind = Kind::equals;
  std::string_view text;  ///< A regex is ECMAScript's, at most 512 bytes long, and searched for in the name.
};

/// A model that has a price. The views and spans belong to the table that the model is in.
struct PricedModel {
  std::string_view provider;
  std::string_view id;
  std::string_view kind;        ///< `chat`, `embedding`, or empty.
  bool in_default_set = false;  ///< To be shown where a person names no model.
  bool reasoning = false;       ///< It is sold as one that thinks first, and bills its thoughts as output.

  std::string_view encoding;   ///< The name of its encoding; empty where the table names none.
  std::string_view tokenizer;  ///< Where there is no encoding: what is known of its tokenizer.

  // Limits of one call, in tokens.
  std::optional<std::uint64_t> context_window;  ///< Input and output together.
  std::optional<std::uint64_t> max_input;
  std::optional<std::uint64_t> max_output;
  std::optional<std::uint64_t> max_output_batch;  ///< In a batch, where that differs.

  std::string_view cache_retention;  ///< For how long the two cache-write prices keep: `5m/1h`.
  std::string_view note;
  std::span<const std::string_view> aliases;
  std::span<const NameRule> rules;
  std::span<const Price> prices;
};

/// A table of models and their prices. It owns what its models point to and does not change once it is built,
/// so that any number of threads may read it.
class TOKMILL_EXPORT PriceTable {
 public:
  PriceTable() = default;

  /// The project's own table, from vocab/. It is part of the program: nothing is parsed or allocated.
  [[nodiscard]] static const PriceTable& built_in() noexcept;

  /// Reads a table in the project's own form: lines of fields separated by tabs, lines that start with # left
  /// out, the first other line naming the columns. Needed is `model`; the columns are those of
  /// vocab/prices/prices.tsv and vocab/prices/models.tsv, in any order, in one table or in two with the same names.
  /// Prices are dollars for a million tokens. Errors: malformed_price_table, with the number of the line as
  /// position: an unknown column or value, a figure that is no price, two prices for the same calls and day,
  /// an alias that leads back to itself or nowhere.
  [[nodiscard]] static Result<PriceTable> parse(std::string_view text);

  /// Whether a text is meant to be a table in the project's own form: its first line names the columns.
  [[nodiscard]] static bool is_own_form(std::string_view text) noexcept;

  [[nodiscard]] std::span<const PricedModel> models() const noexcept {
    return built_in_ ? *built_in_ : std::span<const PricedModel>(models_);
  }

  /// The model with this id, else `provider/id`, else alias, else the first whose rules the name follows;
  /// null where there is none. `preferred_provider` decides between models with the same id. Linear in the
  /// table.
  [[nodiscard]] const PricedModel* find(std::string_view name,
                                        std::string_view preferred_provider = {}) const;

  // --- Building ---------------------------------------------------------------------------------------

  /// A copy of `text`, or of the list, that lives as long as the table.
  [[nodiscard]] std::string_view keep(std::string_view text);
  [[nodiscard]] std::span<const std::string_view> keep(std::vector<std::string_view> names);
  [[nodiscard]] std::span<const NameRule> keep(std::vector<NameRule> rules);
  [[nodiscard]] std::span<const Price> keep(std::vector<Price> prices);

  /// Adds a model whose views point into what this table keeps.
  /// Errors: malformed_price_table: a period that ends before it begins, two prices for the same service,
  /// length of call and day, a rule that is no regex.
  [[nodiscard]] Result<void> add(const PricedModel& model);

 private:
  explicit PriceTable(std::span<const PricedModel> built_in) : built_in_(built_in) {}

  [[nodiscard]] bool follows(std::string_view name, const NameRule& rule) const;

  std::optional<std::span<const PricedModel>> built_in_;
  std::vector<PricedModel> models_;
  // Elements of a deque stay where they are when it grows or is moved.
  std::deque<std::string> texts_;
  std::deque<std::vector<std::string_view>> names_;
  std::deque<std::vector<NameRule>> rules_;
  std::deque<std::vector<Price>> prices_;

  struct Pattern;  // a regular expression, which takes far longer to read than to search for
  std::map<std::string_view, std::shared_ptr<const Pattern>> patterns_;  // by what is written
};

/// Tables laid over each other, the built-in one lowest.
///
/// Where a table that lies higher has a model, its prices take the place of all prices below: prices of two
/// tables are never mixed. What it does not say otherwise (encoding, limits, notes) is taken from below. A
/// table that gives the limit of the input and no context window says of the window only that it is not shorter.
class TOKMILL_EXPORT PriceBook {
 public:
  /// The built-in table alone.
  PriceBook();

  /// Lays `table` over what is there.
  void add(PriceTable table);

  /// The model of this name: an id, `provider/id` or alias of any of the tables. The views live as long as
  /// the book. Errors: unknown_model; the message names the nearest.
  [[nodiscard]] Result<PricedModel> find(std::string_view name) const;

  /// Every model once, those of the table that lies highest first.
  [[nodiscard]] std::vector<PricedModel> models() const;

 private:
  [[nodiscard]] std::optional<PricedModel> find_from(std::size_t layer, std::string_view name) const;

  std::vector<std::shared_ptr<const PriceTable>> layers_;  // lowest first
};

/// The tokens of one call, and how many such calls.
struct Usage {
  std::uint64_t input_tokens = 0;   ///< All that is sent, the part that is read from the cache included.
  std::uint64_t cached_tokens = 0;  ///< The part of input_tokens that is read from the cache.

  /// What is written to the cache, beside input_tokens: providers report and bill it as an item of its own.
  std::uint64_t cache_write_tokens = 0;
  std::uint64_t cache_write_long_tokens = 0;

  std::uint64_t output_tokens = 0;
  std::uint64_t calls = 1;
};

/// Under what terms calls are made.
struct Terms {
  Service service = Service::standard;
  Date at;
};

/// What calls cost, in all. Each part is empty where there are tokens to pay and no price is known.
struct Bill {
  std::optional<Money> input;  ///< The part of the input that is not read from the cache.
  std::optional<Money> cached;
  std::optional<Money> cache_write;  ///< For both times together.
  std::optional<Money> output;
  std::optional<Money> total;  ///< Their sum; empty where one of them is.

  /// The price that was applied; null where none is known for the day, the service and the length.
  const Price* price = nullptr;

  /// The day on which the prices were read: of `price`, else of the last one before it.
  std::optional<Date> as_of;

  /// The last day of a promotion that is over, where there was one for this service.
  std::optional<Date> promotion_ended;

  std::uint64_t context_used = 0;  ///< Input (with what is written to the cache) and output of one call.
};

/// The bill for `usage` of `model`.
/// The tier is chosen by one call's whole input (what is read from the cache and written to it included) and
/// reprices the whole call. Above a tier of the standard price, a service that has no such tier has no known
/// price. `price` in the bill points into the table of `model`. Errors: invalid_argument (more cached tokens
/// than input tokens), overflow.
[[nodiscard]] TOKMILL_EXPORT Result<Bill> bill(const PricedModel& model, const Usage& usage, const Terms& terms);

/// The bill for training on `tokens`, as the input of one bill without tiers. Errors: overflow.
[[nodiscard]] TOKMILL_EXPORT Result<Bill> training_bill(const PricedModel& model, std::uint64_t tokens, const Terms& terms);

/// Adds the parts of `more` to those of `sum`; what is unknown in one is unknown in the sum. Leaves the price
/// alone. Errors: overflow.
[[nodiscard]] TOKMILL_EXPORT Result<void> add_to(Bill& sum, const Bill& more);

/// A bill of nothing, to add to.
[[nodiscard]] TOKMILL_EXPORT Bill empty_bill() noexcept;

/// By how much one call goes beyond a limit of the model.
struct Excess {
  std::string_view limit;     ///< `context window`, `input` or `output`.
  std::uint64_t tokens = 0;   ///< What the call has.
  std::uint64_t allowed = 0;  ///< What the model allows.
};

/// Whether one call of `usage` fits `model`: empty where a limit that would decide it is not known. A limit
/// that is exceeded is told in `excess`, if that is not null.
[[nodiscard]] TOKMILL_EXPORT std::optional<bool> fits(const PricedModel& model, const Usage& usage, Service service,
                                       Excess* excess = nullptr);

}  // namespace tokmill::pricing

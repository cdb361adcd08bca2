#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/pricing/model.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// What a table leaves out of its source because it cannot be used: a price that is negative or not a number leaves out
/// that price, a model without an id that model.
struct LeftOut {
  std::size_t count = 0;
  std::string first;  ///< Where the first is, and why: `/gpt-4o/input_cost_per_token: expected a number`.
};

/// A table of models and their prices. It owns the texts and lists that its models refer to.
///
/// A table can be moved but not copied. A move leaves all views, spans and PricedModel pointers valid for as long as
/// the new table lives; the old table is then empty. Concurrent calls of const functions are safe.
class TOKMILL_EXPORT PriceTable {
 public:
  PriceTable() noexcept;
  PriceTable(PriceTable&& other) noexcept;
  PriceTable& operator=(PriceTable&& other) noexcept;
  PriceTable(const PriceTable&) = delete;
  PriceTable& operator=(const PriceTable&) = delete;
  ~PriceTable();

  /// The table that is compiled into the library, from vocab/prices/. Neither parses nor allocates.
  [[nodiscard]] static const PriceTable& built_in() noexcept;

  /// Reads a table in the project's own format: tab-separated fields, with lines that start with # ignored and the
  /// first other line naming the columns. The columns are those of vocab/prices/prices.tsv and
  /// vocab/prices/models.tsv, in any order; only `model` is required. The text may also contain two tables, one after
  /// the other, that use the same model names. Prices are in US dollars per million tokens.
  ///
  /// A price that is not a valid number is left out. Errors: malformed_price_table, with the line number as position,
  /// for an unknown column or any other invalid value, two prices for the same calls and day, or an alias that is
  /// circular or refers to an unknown model.
  [[nodiscard]] static Result<PriceTable> parse(std::string_view text);

  /// Whether `text` looks like a table in the project's own format, that is, its first line names the columns.
  [[nodiscard]] static bool is_own_form(std::string_view text) noexcept;

  [[nodiscard]] std::span<const PricedModel> models() const noexcept { return models_; }

  /// The model with this id, else the one named `provider/id`, else the one with this alias, else the first one with
  /// a rule that matches the name; null if there is none. If several models have the same id, the one of
  /// `preferred_provider` is returned. Names longer than 256 bytes match no regular expression. Linear in the size of
  /// the table.
  [[nodiscard]] const PricedModel* find(std::string_view name, std::string_view preferred_provider = {}) const;

  [[nodiscard]] const LeftOut& left_out() const noexcept;

  /// Whether a rule of `model`, which is one of models(), matches the name. Names longer than 256 bytes match no
  /// regular expression.
  [[nodiscard]] bool matches_rule(const PricedModel& model, std::string_view name) const;

  // Building a table.

  /// A copy of the text or list that lives as long as the table.
  [[nodiscard]] std::string_view keep(std::string_view text);
  [[nodiscard]] std::span<const std::string_view> keep(std::vector<std::string_view> names);
  [[nodiscard]] std::span<const NameRule> keep(std::vector<NameRule> rules);
  [[nodiscard]] std::span<const Price> keep(std::vector<Price> prices);

  /// Adds a model. The texts and lists that it points to must be those of keep(). Invalidates models().
  /// Errors: malformed_price_table for a period that ends before it begins, two prices for the same service, input
  /// length and day, or an invalid regular expression.
  [[nodiscard]] Result<void> add(const PricedModel& model);

  /// Records that something is left out, where in the source it is, and why.
  void leave_out(std::string where_and_why);

 private:
  struct Storage;  // the texts and lists that models point to

  explicit PriceTable(std::span<const PricedModel> built_in) noexcept;
  Storage& storage();

  std::span<const PricedModel> models_;
  std::unique_ptr<Storage> storage_;  // null in an empty table and in the built-in one
};

}  // namespace tokmill::pricing

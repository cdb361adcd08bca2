#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "pricing/indexed_table.hpp"
#include "pricing/model_name.hpp"
#include "tokmill/pricing/model.hpp"

/// The search for the rows of a model in a stack of price tables.
namespace tokmill::inline TOKMILL_ABI::pricing {

/// What to look for: a name without a provider, in the rows of some providers.
struct RowSearch {
  enum class Providers {
    all,
    makers,
    one,      ///< `provider`. A row that names none is one of the model's maker.
    unnamed,  ///< Rows that name no provider.
  };
  std::string_view name;
  Providers providers = Providers::all;
  std::string_view provider = {};

  [[nodiscard]] RowSearch with_name(std::string_view other) const { return {other, providers, provider}; }

  /// Whether `model` is a row of one of the providers.
  [[nodiscard]] bool accepts(const PricedModel& model) const;
};

/// The best row of a table, and how it was found.
struct RowMatch {
  /// Best first.
  enum class How { id, alias, id_spelling, alias_spelling, rule, none };
  const PricedModel* model = nullptr;  ///< Null if there is none.
  Seller seller = Seller::reseller;
  How how = How::none;
  bool several_makers = false;  ///< Rows of more than one maker match.

  [[nodiscard]] bool is_better_than(const RowMatch& other) const;

  /// Sets `several_makers` if this row and another are those of different makers.
  void add_maker_of(const RowMatch& other);
};

[[nodiscard]] RowMatch best_match(const IndexedTable& table, const RowSearch& search);

/// What the tables, bottom to top, know about a model: the best row of each, merged. nullopt if none has a row.
[[nodiscard]] std::optional<PricedModel> merged_row(std::span<const std::shared_ptr<const IndexedTable>> tables,
                                                    const RowSearch& search);

/// `upper`, with the facts that it lacks taken from `lower`. The prices are all from one of the two.
[[nodiscard]] PricedModel merge_models(PricedModel upper, const PricedModel& lower);

}  // namespace tokmill::pricing

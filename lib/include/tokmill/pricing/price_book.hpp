#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/pricing/model.hpp"
#include "tokmill/pricing/price_table.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// A stack of price tables, with the built-in table at the bottom. Later tables override earlier ones.
///
/// If a table has prices for a model, they replace all prices from the tables below it: prices from different tables
/// are never mixed. Other facts that the table does not give (encoding, limits, notes) come from the tables below. A
/// table that gives only the input limit can enlarge the context window but never shrink it.
///
/// Copies share the tables. Concurrent calls of const functions are safe.
class TOKMILL_EXPORT PriceBook {
 public:
  /// A book that contains only the built-in table.
  PriceBook();

  /// Adds `table` on top.
  void add(PriceTable table);

  /// The model with this name: an id, `provider/id`, an alias, or a name that matches a rule of any table. Views in
  /// the result are valid for as long as the book or a copy of it lives.
  /// Errors: unknown_model; the message suggests the nearest name.
  [[nodiscard]] Result<PricedModel> find(std::string_view name) const;

  /// All models, each once, those of the topmost table first. Views are valid as for find().
  [[nodiscard]] std::vector<PricedModel> models() const;

 private:
  [[nodiscard]] std::optional<PricedModel> find_from(std::size_t layer, std::string_view name) const;

  std::vector<std::shared_ptr<const PriceTable>> layers_;  // bottom to top
};

}  // namespace tokmill::pricing

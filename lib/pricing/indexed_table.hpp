#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "tokmill/pricing/price_table.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// A price table whose rows are found by their names without a walk through the table. Concurrent calls are safe.
class IndexedTable {
 public:
  /// Linearithmic in the number of names.
  explicit IndexedTable(std::shared_ptr<const PriceTable> table);

  [[nodiscard]] const PriceTable& table() const noexcept { return *table_; }
  [[nodiscard]] std::span<const PricedModel> models() const noexcept { return table_->models(); }

  /// In the order of the table: all rows whose id, with or without the provider before it, or an alias has this
  /// spelling (see same_spelling()), and all rows with a rule. Rarely also others. Logarithmic in the size of the
  /// table, and linear in the result.
  [[nodiscard]] std::vector<const PricedModel*> rows_named(std::string_view name) const;

  /// Whether a provider of a row has this spelling.
  [[nodiscard]] bool has_provider(std::string_view name) const;

 private:
  std::shared_ptr<const PriceTable> table_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> names_;  // hashes of spellings and their rows, sorted
  std::vector<std::uint32_t> with_rules_;
  std::vector<std::uint64_t> providers_;  // hashes of spellings, sorted
};

}  // namespace tokmill::pricing

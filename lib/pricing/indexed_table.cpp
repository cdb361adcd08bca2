#include "pricing/indexed_table.hpp"

#include <algorithm>
#include <cstddef>

#include "pricing/model_name.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

IndexedTable::IndexedTable(std::shared_ptr<const PriceTable> table) : table_(std::move(table)) {
  const std::span<const PricedModel> rows = models();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const PricedModel& model = rows[i];
    const auto row = static_cast<std::uint32_t>(i);
    const auto add = [this, row](std::string_view name) { names_.emplace_back(hash_of_spelling(name), row); };
    const std::string_view id = own_id(model);
    add(id);
    if (id.size() < model.id.size()) add(model.id);
    for (const std::string_view alias : model.aliases) add(alias);
    if (!model.rules.empty()) with_rules_.push_back(row);
    if (i == 0 || model.provider != rows[i - 1].provider) providers_.push_back(hash_of_spelling(model.provider));
  }
  std::sort(names_.begin(), names_.end());
  std::sort(providers_.begin(), providers_.end());
}

std::vector<const PricedModel*> IndexedTable::rows_named(std::string_view name) const {
  const std::uint64_t hash = hash_of_spelling(name);
  std::vector<const PricedModel*> rows;
  const auto add = [this, &rows](std::uint32_t row) { rows.push_back(&models()[row]); };
  for (auto at = std::lower_bound(names_.begin(), names_.end(), std::pair(hash, std::uint32_t{0}));
       at != names_.end() && at->first == hash; ++at) {
    add(at->second);
  }
  for (const std::uint32_t row : with_rules_) add(row);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

bool IndexedTable::has_provider(std::string_view name) const {
  return std::binary_search(providers_.begin(), providers_.end(), hash_of_spelling(name));
}

}  // namespace tokmill::pricing

#include "pricing/row_search.hpp"

#include <algorithm>
#include <cstddef>
#include <type_traits>

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

RowMatch::How how_found(const PriceTable& table, const PricedModel& model, std::string_view name) {
  using How = RowMatch::How;
  if (model.id == name) return How::id;
  std::string_view id = model.id;
  if (id.size() > name.size()) id.remove_prefix(id.size() - name.size());
  const bool is_id = same_spelling(id, name) && (id.size() == model.id.size() || own_id(model).size() == id.size());
  if (is_id && id == name) return How::id;
  How best = is_id ? How::id_spelling : How::none;
  for (const std::string_view alias : model.aliases) {
    if (alias == name) return How::alias;
    if (same_spelling(alias, name)) best = std::min(best, How::alias_spelling);
  }
  return best == How::none && table.matches_rule(model, name) ? How::rule : best;
}

}  // namespace

bool RowSearch::accepts(const PricedModel& model) const {
  switch (providers) {
    case Providers::all:
      return true;
    case Providers::makers:
      return seller_of(model.provider, own_id(model)) != Seller::reseller;
    case Providers::one:
      if (model.provider.empty()) return seller_of(provider, name) != Seller::reseller;
      return same_provider(model.provider, provider);
    case Providers::unnamed:
      return model.provider.empty();
  }
  return false;
}

bool RowMatch::is_better_than(const RowMatch& other) const {
  if (other.model == nullptr || seller != other.seller) return other.model == nullptr || seller < other.seller;
  return how < other.how;
}

void RowMatch::add_maker_of(const RowMatch& other) {
  const bool both = seller != Seller::reseller && other.seller != Seller::reseller;
  const bool named = both && !model->provider.empty() && !other.model->provider.empty();
  several_makers = several_makers || other.several_makers ||
                   (named && !same_provider(model->provider, other.model->provider));
}

RowMatch best_match(const IndexedTable& table, const RowSearch& search) {
  RowMatch best;
  for (const PricedModel* const model : table.rows_named(search.name)) {
    const RowMatch::How how = how_found(table.table(), *model, search.name);
    if (how == RowMatch::How::none || !search.accepts(*model)) continue;
    RowMatch match{model, seller_of(model->provider, own_id(*model)), how};
    if (best.model == nullptr) {
      best = match;
      continue;
    }
    match.add_maker_of(best);
    const bool several_makers = match.several_makers;
    if (match.is_better_than(best)) best = match;
    best.several_makers = several_makers;
  }
  return best;
}

std::optional<PricedModel> merged_row(std::span<const std::shared_ptr<const IndexedTable>> tables,
                                      const RowSearch& search) {
  if (tables.empty()) return std::nullopt;
  const IndexedTable& top = *tables.back();
  const auto lower = tables.first(tables.size() - 1);
  std::optional<PricedModel> below = merged_row(lower, search);
  RowMatch found = best_match(top, search);
  // The name may be an alias from a lower table for an id of this table, or from this table for an id of a lower one.
  if (found.model == nullptr && below && own_id(*below) != search.name) {
    found = best_match(top, search.with_name(own_id(*below)));
  }
  if (found.model == nullptr) return below;
  if (!below && own_id(*found.model) != search.name) below = merged_row(lower, search.with_name(own_id(*found.model)));
  return below ? merge_models(*found.model, *below) : *found.model;
}

PricedModel merge_models(PricedModel upper, const PricedModel& lower) {
  const auto fill = [](auto& field, const auto& lower_field) {
    if (field == std::remove_cvref_t<decltype(field)>{}) field = lower_field;
  };
  fill(upper.provider, lower.provider);
  fill(upper.kind, lower.kind);
  fill(upper.cache_retention, lower.cache_retention);
  fill(upper.note, lower.note);
  if (!upper.context_window && upper.max_input) {
    upper.context_window = std::max(*upper.max_input, lower.context_window.value_or(0));
  }
  fill(upper.context_window, lower.context_window);
  fill(upper.max_input, lower.max_input);
  fill(upper.max_output, lower.max_output);
  fill(upper.max_output_batch, lower.max_output_batch);
  upper.in_default_set = upper.in_default_set || lower.in_default_set;
  upper.reasoning = upper.reasoning || lower.reasoning;
  if (upper.encoding.empty()) {
    upper.encoding = lower.encoding;
    fill(upper.tokenizer, lower.tokenizer);
    fill(upper.ratio, lower.ratio);
  }
  if (upper.aliases.empty()) upper.aliases = lower.aliases;
  if (upper.prices.empty()) upper.prices = lower.prices;
  return upper;
}

}  // namespace tokmill::pricing

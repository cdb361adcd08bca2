#include "tokmill/pricing/price_book.hpp"

#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>

#include "tokmill/nearest_name.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

// `upper`, with the facts that it lacks taken from `lower`. The prices are all from one of the two.
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
  }
  if (upper.aliases.empty()) upper.aliases = lower.aliases;
  if (upper.prices.empty()) upper.prices = lower.prices;
  return upper;
}

// If no table gives the context window, the input limit is used.
PricedModel with_window(PricedModel model) {
  if (!model.context_window) model.context_window = model.max_input;
  return model;
}

}  // namespace

PriceBook::PriceBook() {
  // Not owned: the built-in table is valid for the lifetime of the program.
  layers_.emplace_back(std::shared_ptr<const PriceTable>(), &PriceTable::built_in());
}

void PriceBook::add(PriceTable table) {
  layers_.push_back(std::make_shared<const PriceTable>(std::move(table)));
}

// What the lowest `layer` tables know about the model.
std::optional<PricedModel> PriceBook::find_from(std::size_t layer, std::string_view name) const {
  if (layer == 0) return std::nullopt;
  const PriceTable& table = *layers_[layer - 1];
  const std::optional<PricedModel> below = find_from(layer - 1, name);
  const PricedModel* found = table.find(name, below ? below->provider : std::string_view());
  // The name may be an alias from a lower table for an id of this table.
  if (found == nullptr && below && below->id != name) found = table.find(below->id, below->provider);
  if (found == nullptr) return below;
  if (below) return merge_models(*found, *below);
  if (const std::optional<PricedModel> by_id = find_from(layer - 1, found->id))
    return merge_models(*found, *by_id);
  return *found;
}

Result<PricedModel> PriceBook::find(std::string_view name) const {
  if (std::optional<PricedModel> model = find_from(layers_.size(), name))
    return with_window(*model);
  std::vector<std::string_view> names;
  for (const auto& layer : layers_) {
    for (const PricedModel& model : layer->models()) {
      names.push_back(model.id);
      names.insert(names.end(), model.aliases.begin(), model.aliases.end());
    }
  }
  return Error{ErrorCode::unknown_model, unknown_name("model", name, names)};
}

std::vector<PricedModel> PriceBook::models() const {
  std::vector<PricedModel> all;
  std::vector<std::pair<std::string_view, std::string_view>> seen;
  for (std::size_t layer = layers_.size(); layer > 0; --layer) {
    const std::size_t seen_above = seen.size();
    for (const PricedModel& model : layers_[layer - 1]->models()) {
      const std::pair<std::string_view, std::string_view> key(model.id, model.provider);
      const auto above = seen.begin() + static_cast<std::ptrdiff_t>(seen_above);
      if (std::any_of(seen.begin(), above, [&](const auto& other) { return other.first == key.first; }))
        continue;
      seen.push_back(key);
      const std::optional<PricedModel> below = find_from(layer - 1, model.id);
      all.push_back(with_window(below ? merge_models(model, *below) : model));
    }
  }
  return all;
}

}  // namespace tokmill::pricing

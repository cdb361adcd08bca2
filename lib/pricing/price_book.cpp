#include "tokmill/pricing/price_book.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

#include "pricing/indexed_table.hpp"
#include "pricing/model_name.hpp"
#include "pricing/row_search.hpp"
#include "tokmill/nearest_name.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

// If no table gives the context window, the input limit is used.
PricedModel with_window(PricedModel model) {
  if (!model.context_window) model.context_window = model.max_input;
  return model;
}

}  // namespace

PriceBook::PriceBook() {
  // Not owned: the built-in table is valid for the lifetime of the program.
  static const auto built_in = std::make_shared<const IndexedTable>(
      std::shared_ptr<const PriceTable>(std::shared_ptr<const PriceTable>(), &PriceTable::built_in()));
  layers_.push_back(built_in);
}

void PriceBook::add(PriceTable table) {
  layers_.push_back(std::make_shared<const IndexedTable>(std::make_shared<const PriceTable>(std::move(table))));
}

// Whether a model's name may start with `name` and a slash.
bool PriceBook::is_provider(std::string_view name) const {
  if (name.empty() || is_listed_provider(name)) return !name.empty();
  return std::any_of(layers_.begin(), layers_.end(), [name](const auto& layer) { return layer->has_provider(name); });
}

// Of the rows that the search accepts, that of the model's maker before others, and that of a higher table before that
// of a lower one.
std::optional<FoundModel> PriceBook::find_bare(const RowSearch& search) const {
  RowMatch best;
  for (std::size_t layer = layers_.size(); layer > 0; --layer) {
    RowMatch match = best_match(*layers_[layer - 1], search);
    if (match.model == nullptr) continue;
    if (best.model != nullptr) match.add_maker_of(best);
    const bool several_makers = match.several_makers;
    if (best.model == nullptr || match.seller < best.seller) best = match;
    best.several_makers = several_makers;
  }
  if (best.model == nullptr) return std::nullopt;
  using Providers = RowSearch::Providers;
  const bool is_open = search.providers == Providers::all || search.providers == Providers::makers;
  RowSearch rows = search;
  if (is_open && best.model->provider.empty()) rows.providers = Providers::makers;
  if (is_open && !best.model->provider.empty()) {
    rows.providers = Providers::one;
    rows.provider = best.model->provider;
  }
  std::optional<PricedModel> model = merged_row(layers_, rows);
  if (!model) return std::nullopt;
  FoundModel found{with_window(*model), {}};
  found.resolution.by_rule = best.how > RowMatch::How::alias;
  found.resolution.from_reseller = is_open && best.seller == Seller::reseller;
  found.resolution.several_makers = is_open && best.several_makers;
  return found;
}

// The row of the provider that the name gives, else that of a maker.
std::optional<FoundModel> PriceBook::find_form(std::string_view name) const {
  using Providers = RowSearch::Providers;
  const std::size_t slash = std::min(name.find('/'), name.size());
  const std::string_view provider = name.substr(0, slash);
  if (slash == name.size() || !is_provider(provider)) return find_bare({name, Providers::makers});
  const std::string_view rest = name.substr(slash + 1);

  std::optional<FoundModel> found = find_bare({rest, Providers::one, provider});
  if (!found) found = find_bare({name, Providers::unnamed});
  const bool has_row = found.has_value();
  if (!found) found = find_bare({rest, Providers::makers});
  if (!found) found = find_form(rest);
  if (!found) return std::nullopt;
  if (!has_row && !same_provider(provider, found->model.provider)) {
    found->resolution.other_provider = provider;
  } else if (!found->model.provider.empty() && provider != found->model.provider) {
    found->resolution.by_rule = true;
  }
  return found;
}

// The newest version of a model that is named without a version.
std::optional<FoundModel> PriceBook::find_newest(std::string_view name) const {
  using Providers = RowSearch::Providers;
  const std::size_t slash = std::min(name.find('/'), name.size());
  const bool has_provider = slash < name.size() && is_provider(name.substr(0, slash));
  const std::string_view base = has_provider ? name.substr(slash + 1) : name;
  for (const Providers providers : {Providers::one, Providers::makers}) {
    if (providers == Providers::one && !has_provider) continue;
    const RowSearch search{base, providers, name.substr(0, slash)};
    for (std::size_t rule = 0; rule < number_of_version_rules(); ++rule) {
      std::string newest;
      std::string_view id;
      const auto consider = [&](std::string_view candidate) {
        const std::optional<std::string> version = version_of(candidate, base, rule);
        if (!version || *version <= newest) return;
        newest = *version;
        id = candidate;
      };
      for (const auto& layer : layers_) {
        for (const PricedModel& model : layer->models()) {
          if (!search.accepts(model)) continue;
          consider(own_id(model));
          for (const std::string_view alias : model.aliases) consider(alias);
        }
      }
      if (!id.empty()) return has_provider ? find_form(std::string(name.substr(0, slash + 1)).append(id)) : find_form(id);
    }
  }
  return std::nullopt;
}

// What is known of the tokenizer of a reseller's model, from the row of its maker.
void PriceBook::add_facts_of_maker(PricedModel& model) const {
  if (!model.encoding.empty() || !model.tokenizer.empty()) return;
  for (const NameForm& form : name_forms(own_id(model))) {
    std::string_view name = form.name;
    while (true) {
      if (const auto maker = find_bare({name, RowSearch::Providers::makers})) {
        model.encoding = maker->model.encoding;
        model.tokenizer = maker->model.tokenizer;
        if (!model.ratio.is_known()) model.ratio = maker->model.ratio;
        model.reasoning = model.reasoning || maker->model.reasoning;
        if (model.kind.empty()) model.kind = maker->model.kind;
        return;
      }
      const std::size_t slash = name.find('/');
      if (slash == std::string_view::npos) break;
      name.remove_prefix(slash + 1);
    }
  }
}

Result<FoundModel> PriceBook::resolve(std::string_view name) const {
  const auto completed = [this](FoundModel found) {
    if (seller_of(found.model.provider, own_id(found.model)) == Seller::reseller) add_facts_of_maker(found.model);
    return found;
  };
  // The row of a reseller, under a name with or without the providers before it.
  const auto find_reseller = [this](std::string_view form) {
    std::string_view rest = form;
    while (true) {
      std::optional<FoundModel> found = find_bare({rest});
      const std::size_t slash = std::min(rest.find('/'), rest.size());
      const bool has_provider = slash < rest.size() && is_provider(rest.substr(0, slash));
      if (found && (has_provider || rest.size() < form.size())) {
        found->resolution.other_provider = form.substr(0, form.find('/'));
      }
      if (found || !has_provider) return found;
      rest.remove_prefix(slash + 1);
    }
  };
  if (name.size() > longest_spelling) {
    if (std::optional<FoundModel> found = find_bare({name})) return completed(std::move(*found));
    return unknown_model(name, names());
  }
  if (std::optional<FoundModel> found = find_form(name)) return completed(std::move(*found));
  const std::vector<NameForm> forms = name_forms(name);
  // A name such as `us.anthropic.claude-…` is an id of the provider that the rules put before it.
  for (const NameForm& form : forms) {
    const std::string_view provider = std::string_view(form.name).substr(0, form.name.find('/'));
    if (provider.size() == form.name.size() || !is_provider(provider)) continue;
    std::optional<FoundModel> found = find_bare({name, RowSearch::Providers::one, provider});
    if (found && !found->resolution.by_rule) return completed(std::move(*found));
  }
  const auto first_found = [&](const auto& find, bool is_rule) -> std::optional<FoundModel> {
    for (const NameForm& form : forms) {
      std::optional<FoundModel> found = find(std::string_view(form.name));
      if (!found) continue;
      found->resolution.by_rule = found->resolution.by_rule || is_rule || form.name != name;
      found->resolution.fine_tuned = form.is_fine_tuned;
      found->resolution.variant = form.is_variant;
      if (found->resolution.has_own_price()) found->model.prices = {};
      return found;
    }
    return std::nullopt;
  };
  std::optional<FoundModel> found = first_found([this](std::string_view form) { return find_form(form); }, false);
  if (!found) found = first_found([this](std::string_view form) { return find_newest(form); }, true);
  if (!found) found = first_found(find_reseller, false);
  if (!found) return unknown_model(name, names());
  return completed(std::move(*found));
}

Result<PricedModel> PriceBook::find(std::string_view name) const {
  Result<FoundModel> found = resolve(name);
  if (!found) return std::move(found).error();
  return found->model;
}

std::vector<std::string_view> PriceBook::names() const {
  std::vector<std::string_view> names;
  for (const auto& layer : layers_) {
    for (const PricedModel& model : layer->models()) {
      names.push_back(own_id(model));
      names.insert(names.end(), model.aliases.begin(), model.aliases.end());
    }
  }
  return names;
}

std::vector<PricedModel> PriceBook::models() const {
  std::vector<PricedModel> all;
  for (std::size_t layer = layers_.size(); layer > 0; --layer) {
    const auto lower = std::span(layers_).first(layer - 1);
    const auto higher = std::span(layers_).subspan(layer);
    for (const PricedModel& model : layers_[layer - 1]->models()) {
      const std::string_view id = own_id(model);
      const auto replaces = [&](const PricedModel* row) {
        return same_spelling(own_id(*row), id) &&
               (row->provider.empty() || same_provider(row->provider, model.provider));
      };
      const bool is_replaced = std::any_of(higher.begin(), higher.end(), [&](const auto& table) {
        const std::vector<const PricedModel*> rows = table->rows_named(id);
        return std::any_of(rows.begin(), rows.end(), replaces);
      });
      if (is_replaced) continue;
      PricedModel listed = model;
      const RowSearch rows{id, model.provider.empty() ? RowSearch::Providers::makers : RowSearch::Providers::one,
                           model.provider};
      if (const std::optional<PricedModel> below = merged_row(lower, rows)) listed = merge_models(model, *below);
      if (listed.encoding.empty() && listed.tokenizer.empty()) {
        const RowMatch maker =
            best_match(*layers_[0], {id.substr(id.rfind('/') + 1), RowSearch::Providers::makers});
        if (maker.model != nullptr) {
          listed.encoding = maker.model->encoding;
          listed.tokenizer = maker.model->tokenizer;
          if (!listed.ratio.is_known()) listed.ratio = maker.model->ratio;
        }
      }
      all.push_back(with_window(listed));
    }
  }
  return all;
}

std::vector<std::string> spellings(std::string_view name) {
  std::vector<std::string> all;
  for (const NameForm& form : name_forms(name)) {
    std::string_view rest = form.name;
    all.emplace_back(rest);
    while (true) {
      const std::size_t slash = rest.find('/');
      if (slash == std::string_view::npos || !is_listed_provider(rest.substr(0, slash))) break;
      rest.remove_prefix(slash + 1);
      all.emplace_back(rest);
    }
  }
  for (std::size_t i = 0, given = all.size(); i < given; ++i) {
    std::string lower = all[i];
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower != all[i]) all.push_back(std::move(lower));
  }
  return all;
}

Error unknown_model(std::string_view name, std::span<const std::string_view> known) {
  const std::string_view id = name.substr(name.rfind('/') + 1);
  return Error{ErrorCode::unknown_model, unknown_name("model", name, {}) + did_you_mean(id, known)};
}

std::string qualified_name(const PricedModel& model) {
  const std::string_view id = own_id(model);
  return model.provider.empty() ? std::string(id) : std::string(model.provider).append(1, '/').append(id);
}

}  // namespace tokmill::pricing

#include "tokmill/pricing/price_book.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "pricing/model_name.hpp"
#include "tokmill/nearest_name.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

// Longer names are looked up only as they are: each provider before a name takes a search of its own.
constexpr std::size_t longest_spelling = 512;

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
    fill(upper.ratio, lower.ratio);
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

// What to look for: a name without a provider, in the rows of some providers.
struct PriceBook::Search {
  enum class Providers { all, makers, one, unnamed };
  std::string_view name;
  Providers providers = Providers::all;
  std::string_view provider = {};  // with Providers::one

  [[nodiscard]] Search with_name(std::string_view other) const { return {other, providers, provider}; }

  [[nodiscard]] bool accepts(const PricedModel& model) const {
    switch (providers) {
      case Providers::all:
        return true;
      case Providers::makers:
        return seller_of(model.provider, own_id(model)) != Seller::reseller;
      case Providers::one:
        // A row without a provider is one of the model's maker.
        if (model.provider.empty()) return seller_of(provider, name) != Seller::reseller;
        return same_provider(model.provider, provider);
      case Providers::unnamed:
        return model.provider.empty();
    }
    return false;
  }
};

// The best row of a table, and how it was found.
struct PriceBook::Match {
  enum class How { id, alias, id_spelling, alias_spelling, rule, none };
  const PricedModel* model = nullptr;
  Seller seller = Seller::reseller;
  How how = How::none;
  bool several_makers = false;

  [[nodiscard]] static How how_found(const PriceTable& table, const PricedModel& model, std::string_view name) {
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

  [[nodiscard]] bool is_better_than(const Match& other) const {
    if (other.model == nullptr || seller != other.seller) return other.model == nullptr || seller < other.seller;
    return how < other.how;
  }

  // Counts another row for the makers of the model.
  void add_maker_of(const Match& other) {
    const bool both = seller != Seller::reseller && other.seller != Seller::reseller;
    const bool named = both && !model->provider.empty() && !other.model->provider.empty();
    several_makers = several_makers || other.several_makers ||
                     (named && !same_provider(model->provider, other.model->provider));
  }
};

PriceBook::Match PriceBook::best_match(std::size_t layer, const Search& search) const {
  const PriceTable& table = *layers_[layer];
  Match best;
  for (const PricedModel& model : table.models()) {
    const Match::How how = Match::how_found(table, model, search.name);
    if (how == Match::How::none || !search.accepts(model)) continue;
    Match match{&model, seller_of(model.provider, own_id(model)), how};
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

// What the lowest `layers` tables know about the model.
std::optional<PricedModel> PriceBook::merged(std::size_t layers, const Search& search) const {
  if (layers == 0) return std::nullopt;
  std::optional<PricedModel> below = merged(layers - 1, search);
  Match found = best_match(layers - 1, search);
  // The name may be an alias from a lower table for an id of this table, or from this table for an id of a lower one.
  if (found.model == nullptr && below && own_id(*below) != search.name) {
    found = best_match(layers - 1, search.with_name(own_id(*below)));
  }
  if (found.model == nullptr) return below;
  if (!below && own_id(*found.model) != search.name) below = merged(layers - 1, search.with_name(own_id(*found.model)));
  return below ? merge_models(*found.model, *below) : *found.model;
}

// Whether a model's name may start with `name` and a slash.
bool PriceBook::is_provider(std::string_view name) const {
  if (name.empty() || is_listed_provider(name)) return !name.empty();
  return std::any_of(layers_.begin(), layers_.end(), [name](const auto& layer) {
    const std::span<const PricedModel> models = layer->models();
    return std::any_of(models.begin(), models.end(),
                       [name](const PricedModel& model) { return same_spelling(model.provider, name); });
  });
}

// Of the rows that the search accepts, that of the model's maker before others, and that of a higher table before that
// of a lower one.
std::optional<FoundModel> PriceBook::find_bare(const Search& search) const {
  Match best;
  for (std::size_t layer = layers_.size(); layer > 0; --layer) {
    Match match = best_match(layer - 1, search);
    if (match.model == nullptr) continue;
    if (best.model != nullptr) match.add_maker_of(best);
    const bool several_makers = match.several_makers;
    if (best.model == nullptr || match.seller < best.seller) best = match;
    best.several_makers = several_makers;
  }
  if (best.model == nullptr) return std::nullopt;
  const bool is_open = search.providers == Search::Providers::all || search.providers == Search::Providers::makers;
  Search rows = search;
  if (is_open && best.model->provider.empty()) rows.providers = Search::Providers::makers;
  if (is_open && !best.model->provider.empty()) {
    rows.providers = Search::Providers::one;
    rows.provider = best.model->provider;
  }
  std::optional<PricedModel> model = merged(layers_.size(), rows);
  if (!model) return std::nullopt;
  FoundModel found{with_window(*model), {}};
  found.resolution.by_rule = best.how > Match::How::alias;
  found.resolution.from_reseller = is_open && best.seller == Seller::reseller;
  found.resolution.several_makers = is_open && best.several_makers;
  return found;
}

// The row of the provider that the name gives, else that of a maker.
std::optional<FoundModel> PriceBook::find_form(std::string_view name) const {
  using Providers = Search::Providers;
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
  using Providers = Search::Providers;
  const std::size_t slash = std::min(name.find('/'), name.size());
  const bool has_provider = slash < name.size() && is_provider(name.substr(0, slash));
  const std::string_view base = has_provider ? name.substr(slash + 1) : name;
  for (const Providers providers : {Providers::one, Providers::makers}) {
    if (providers == Providers::one && !has_provider) continue;
    const Search search{base, providers, name.substr(0, slash)};
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
      if (const auto maker = find_bare({name, Search::Providers::makers})) {
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
    std::optional<FoundModel> found = find_bare({name, Search::Providers::one, provider});
    if (found && !found->resolution.by_rule) return completed(std::move(*found));
  }
  const auto first_found = [&](const auto& find, bool is_rule) -> std::optional<FoundModel> {
    for (const NameForm& form : forms) {
      std::optional<FoundModel> found = find(std::string_view(form.name));
      if (!found) continue;
      found->resolution.by_rule = found->resolution.by_rule || is_rule || form.name != name;
      found->resolution.fine_tuned = form.is_fine_tuned;
      if (form.is_fine_tuned) found->model.prices = {};
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
  std::vector<const PricedModel*> above;  // the rows of the higher tables
  for (std::size_t layer = layers_.size(); layer > 0; --layer) {
    const std::span<const PricedModel> models = layers_[layer - 1]->models();
    for (const PricedModel& model : models) {
      const std::string_view id = own_id(model);
      const auto is_replaced_by = [&](const PricedModel* higher) {
        return same_spelling(own_id(*higher), id) &&
               (higher->provider.empty() || same_provider(higher->provider, model.provider));
      };
      if (std::any_of(above.begin(), above.end(), is_replaced_by)) continue;
      PricedModel listed = model;
      const Search rows{id, model.provider.empty() ? Search::Providers::makers : Search::Providers::one, model.provider};
      if (const std::optional<PricedModel> below = merged(layer - 1, rows)) listed = merge_models(model, *below);
      if (listed.encoding.empty() && listed.tokenizer.empty()) {
        const Match maker = best_match(0, {id.substr(id.rfind('/') + 1), Search::Providers::makers});
        if (maker.model != nullptr) {
          listed.encoding = maker.model->encoding;
          listed.tokenizer = maker.model->tokenizer;
          if (!listed.ratio.is_known()) listed.ratio = maker.model->ratio;
        }
      }
      all.push_back(with_window(listed));
    }
    for (const PricedModel& model : models) above.push_back(&model);
  }
  return all;
}

std::vector<std::string> PriceBook::names_like(std::string_view pattern) const {
  const bool has_provider = pattern.find('/') != std::string_view::npos;
  const std::vector<PricedModel> all = models();
  std::vector<std::string> names;
  for (const bool resellers : {false, true}) {
    for (const PricedModel& model : all) {
      const std::string_view id = own_id(model);
      const bool is_reseller = seller_of(model.provider, id) == Seller::reseller;
      if (!has_provider && is_reseller != resellers) continue;
      std::string name = has_provider ? qualified_name(model) : std::string(id);
      if (matches_pattern(name, pattern) && std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(std::move(name));
      }
    }
    if (!names.empty()) break;
  }
  return names;
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

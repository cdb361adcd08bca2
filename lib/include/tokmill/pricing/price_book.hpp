#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/error.hpp"
#include "tokmill/export.hpp"
#include "tokmill/pricing/model.hpp"
#include "tokmill/pricing/price_table.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

class IndexedTable;
enum class Spelling;
struct RowSearch;

/// How a name led to a model of a price book.
struct NameResolution {
  bool by_rule = false;         ///< The name is neither the model's id, `provider/id` nor an alias: a rule led to it.
  std::string other_provider;   ///< The provider that the name gives, if that has no row for the model.
  bool from_reseller = false;   ///< No maker has a row for the model.
  bool several_makers = false;  ///< More than one maker has a row for the model.
  bool fine_tuned = false;      ///< The name is that of a fine-tuned model; the model is the one it was trained from.
  bool variant = false;  ///< The name is that of a variant of the model, such as `:free` of OpenRouter.

  /// Whether a user should be told which model, or whose price, the name means.
  [[nodiscard]] bool is_notable() const noexcept {
    return by_rule || !other_provider.empty() || from_reseller || several_makers || has_own_price();
  }

  /// Whether the named model has a price of its own, which no table gives.
  [[nodiscard]] bool has_own_price() const noexcept { return fine_tuned || variant; }
};

/// A model that was found by a name.
struct FoundModel {
  PricedModel model;
  NameResolution resolution;
};

/// The name of a model with its provider, `openai/gpt-4o`; the id if the table gives no provider.
[[nodiscard]] TOKMILL_EXPORT std::string qualified_name(const PricedModel& model);

/// Whether two names are names of the same provider, as vocab/prices/providers.tsv lists them. Case does not matter.
[[nodiscard]] TOKMILL_EXPORT bool same_provider(std::string_view a, std::string_view b) noexcept;

/// The name, then what each rule of vocab/prices/name_rules.tsv that applies makes of it, each also without the names of
/// providers before it and in lower case. For names of models that are in no price table.
[[nodiscard]] TOKMILL_EXPORT std::vector<std::string> spellings(std::string_view name);

/// The error for a name that is none of `known`: unknown_model, with the nearest one. Providers before the name are
/// ignored in the comparison.
[[nodiscard]] TOKMILL_EXPORT Error unknown_model(std::string_view name, std::span<const std::string_view> known);

/// A stack of price tables, with the built-in table at the bottom. Later tables override earlier ones.
///
/// A row overrides that of the same provider and id in the tables below it; a row without a provider overrides that of
/// the model's maker. If a row has prices, they replace all prices from the tables below it: prices from different
/// tables are never mixed. Other facts that the row does not give (encoding, limits, notes) come from the tables below.
/// A table that gives only the input limit can enlarge the context window but never shrink it.
///
/// Copies share the tables. Concurrent calls of const functions are safe.
class TOKMILL_EXPORT PriceBook {
 public:
  /// A book that contains only the built-in table.
  PriceBook();

  /// Adds `table` on top.
  void add(PriceTable table);

  /// The model with this name: an id, `provider/id`, an alias, or a name that matches a rule of any table. If there is
  /// none, the name is rewritten by the rules of vocab/prices/name_rules.tsv until it is that of a model.
  ///
  /// `provider/id` is the row of that provider, else the model's maker's. A bare id is the row of the model's maker
  /// (vocab/prices/providers.tsv), else that of a reseller. A fine-tuned model or a variant (`gpt-4o:free`)
  /// that no table has is the model from which it was made, without prices.
  ///
  /// Views in the result are valid for as long as the book or a copy of it lives. A name that needs no rule takes time
  /// logarithmic in the size of the tables, plus linear in the number of their rules; others are linear.
  /// Errors: unknown_model; the message suggests the nearest name.
  [[nodiscard]] Result<FoundModel> resolve(std::string_view name) const;

  /// The model of resolve(). Errors: as resolve().
  [[nodiscard]] Result<PricedModel> find(std::string_view name) const;

  /// All ids and aliases, without the names of providers. Views are valid as for resolve().
  [[nodiscard]] std::vector<std::string_view> names() const;

  /// The names of the models that match a pattern, in which `*` matches any text, `?` one byte, and case does not
  /// matter. Without a slash it is compared with the ids of makers, if none matches with those of resellers; with a
  /// slash, with `provider/id`. As in find(), the provider may have any of its names, and if it has no such row, its
  /// name is put before the models that match the rest: `azure/gpt-4o`. If nothing matches, `.`, `_` and `-` are not
  /// distinguished either. find() accepts the names. Linear in the size of the tables.
  [[nodiscard]] std::vector<std::string> names_like(std::string_view pattern) const;

  /// All models, each once, those of the topmost table first. Views are valid as for resolve().
  [[nodiscard]] std::vector<PricedModel> models() const;

 private:
  [[nodiscard]] bool is_provider(std::string_view name) const;
  [[nodiscard]] std::optional<FoundModel> find_bare(const RowSearch& search) const;
  [[nodiscard]] std::optional<FoundModel> find_form(std::string_view name) const;
  [[nodiscard]] std::optional<FoundModel> find_newest(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names_like(const std::vector<PricedModel>& models, std::string_view pattern,
                                                    Spelling spelling) const;
  void add_facts_of_maker(PricedModel& model) const;

  std::vector<std::shared_ptr<const IndexedTable>> layers_;  // bottom to top
};

}  // namespace tokmill::pricing

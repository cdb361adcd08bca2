#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/pricing/model.hpp"
#include "tokmill/pricing/price_book.hpp"

/// How names of models and providers are spelled. The rules are data: vocab/prices/providers.tsv and
/// vocab/prices/name_rules.tsv.
namespace tokmill::inline TOKMILL_ABI::pricing {

/// Longer names are looked up only as they are: each provider before a name takes a search of its own.
inline constexpr std::size_t longest_spelling = 512;

/// Whether two names differ at most in ASCII case and in `.`, `_` and `-`.
[[nodiscard]] bool same_spelling(std::string_view a, std::string_view b) noexcept;

/// A number that is the same for all names with the same spelling.
[[nodiscard]] std::uint64_t hash_of_spelling(std::string_view name) noexcept;

enum class Spelling {
  same,  ///< ASCII case does not matter.
  any,   ///< As in same_spelling().
};

/// Whether all of a name matches a pattern, in which `*` matches any text and `?` one byte.
/// Time: O(name.size() * pattern.size()).
[[nodiscard]] bool matches_pattern(std::string_view name, std::string_view pattern,
                                   Spelling spelling = Spelling::same) noexcept;

/// The name that providers.tsv uses for a provider, or `name` if it is not listed.
[[nodiscard]] std::string_view canonical_provider(std::string_view name) noexcept;

/// Whether providers.tsv lists this name.
[[nodiscard]] bool is_listed_provider(std::string_view name) noexcept;

/// How a provider is related to the models in its rows, best first.
enum class Seller {
  maker,        ///< It makes models with ids like this. Also a row that names no provider.
  other_maker,  ///< It makes models, but not with ids like this.
  reseller,
};

/// `id` is without the provider; if another provider is before it, the model is resold.
[[nodiscard]] Seller seller_of(std::string_view provider, std::string_view id) noexcept;

/// The id of a model, without the name of its provider that some tables put before it: `gpt-4o` for `azure/gpt-4o`.
[[nodiscard]] std::string_view own_id(const PricedModel& model) noexcept;

/// A name as it was given, or as rules rewrote it.
struct NameForm {
  std::string name;
  bool is_fine_tuned = false;  ///< The name is that of the model from which the named one was trained.
  bool is_variant = false;     ///< The name is that of the model of which the named one is a variant.
};

/// The name, then what is left of it after each rule that applies, in the order of the rules. Names longer than 256
/// bytes are not rewritten. Concurrent calls are safe.
[[nodiscard]] std::vector<NameForm> name_forms(std::string_view name);

/// If `id` is that of a version of `name`, such as `grok-4-0709` of `grok-4`: a text that is greater for newer versions
/// among those that match the same rule. `rule` is less than number_of_version_rules().
[[nodiscard]] std::optional<std::string> version_of(std::string_view id, std::string_view name, std::size_t rule);

[[nodiscard]] std::size_t number_of_version_rules();

}  // namespace tokmill::pricing

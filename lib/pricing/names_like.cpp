#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "pricing/model_name.hpp"
#include "tokmill/pricing/price_book.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

using Names = std::vector<std::string>;

// The names that `name_of` gives those models that `matches` accepts, each once.
template <class Matches, class NameOf>
Names names_of(const std::vector<PricedModel>& models, const Matches& matches, const NameOf& name_of) {
  Names names;
  std::unordered_set<std::string> listed;
  for (const PricedModel& model : models) {
    if (!matches(model)) continue;
    std::string name(name_of(model));
    if (listed.insert(name).second) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

Names PriceBook::names_like(const std::vector<PricedModel>& models, std::string_view pattern, Spelling spelling) const {
  const std::size_t slash = pattern.find('/');
  if (slash == std::string_view::npos) {
    for (const bool resellers : {false, true}) {
      const auto matches = [&](const PricedModel& model) {
        return (seller_of(model.provider, own_id(model)) == Seller::reseller) == resellers &&
               matches_pattern(own_id(model), pattern, spelling);
      };
      if (Names names = names_of(models, matches, own_id); !names.empty()) return names;
    }
    return {};
  }
  const std::string_view provider = pattern.substr(0, slash);
  const std::string_view rest = pattern.substr(slash + 1);
  const bool names_provider = pattern.size() <= longest_spelling && is_provider(provider);
  const auto matches = [&](const PricedModel& model) {
    return matches_pattern(qualified_name(model), pattern, spelling) ||
           (names_provider && same_provider(model.provider, provider) &&
            matches_pattern(own_id(model), rest, spelling));
  };
  Names names = names_of(models, matches, qualified_name);
  if (!names.empty() || !names_provider) return names;
  // A provider without such a row sells the models of others.
  for (const std::string& name : names_like(models, rest, spelling)) {
    std::string qualified = std::string(provider).append(1, '/').append(name);
    if (qualified.size() <= longest_spelling) names.push_back(std::move(qualified));
  }
  return names;
}

Names PriceBook::names_like(std::string_view pattern) const {
  const std::vector<PricedModel> all = models();
  Names names = names_like(all, pattern, Spelling::same);
  return names.empty() ? names_like(all, pattern, Spelling::any) : names;
}

}  // namespace tokmill::pricing

#include "tokmill/analysis/model_tokenizer.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tokmill/registry.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

std::string_view without_providers(std::string_view name) { return name.substr(name.rfind('/') + 1); }

// Whether `prefix` is a name or prefix that tiktoken lists, not a longer text: tiktoken maps it because of its last
// character.
bool is_tiktoken_prefix(std::string_view prefix) {
  const auto encoding = encoding_name_for_model(prefix);
  return encoding && encoding != encoding_name_for_model(prefix.substr(0, prefix.size() - 1));
}

// Whether tiktoken knows the name, in full or by a prefix that ends where a word of the name ends.
bool is_known_to_tiktoken(std::string_view name) {
  const auto names = tokenizer_model_names();
  if (std::find(names.begin(), names.end(), name) != names.end()) return true;
  for (std::size_t end = name.find_first_of("-.:"); end < name.size(); end = name.find_first_of("-.:", end + 1)) {
    if (is_tiktoken_prefix(name.substr(0, end)) || is_tiktoken_prefix(name.substr(0, end + 1))) return true;
  }
  return false;
}

// Uses the encoding that the table names, else the one that tiktoken maps a name to, else the proxy tokenizer. The caller
// has checked the encodings of the table.
ModelTokenizer with_encoding(const pricing::PricedModel& model, std::string_view name) {
  std::string_view encoding = model.encoding;
  for (const std::string_view known : {name, model.id, without_providers(name), without_providers(model.id)}) {
    if (encoding.empty()) encoding = encoding_name_for_model(known).value_or(std::string_view());
  }
  ModelTokenizer tokenizer;
  tokenizer.exact = !encoding.empty();
  tokenizer.encoding = *find_encoding(tokenizer.exact ? encoding : proxy_encoding);
  tokenizer.model = model;
  return tokenizer;
}

}  // namespace

Result<ModelTokenizer> tokenizer_of_model(const pricing::PriceBook& book, std::string_view name) {
  if (Result<pricing::FoundModel> found = book.resolve(name)) {
    ModelTokenizer tokenizer = with_encoding(found->model, name);
    tokenizer.resolution = std::move(found->resolution);
    return tokenizer;
  }
  for (const std::string& spelling : pricing::spellings(name)) {
    if (!is_known_to_tiktoken(spelling) || !encoding_name_for_model(spelling)) continue;
    auto id = std::make_shared<const std::string>(spelling);
    pricing::PricedModel without_price;
    without_price.id = *id;
    ModelTokenizer tokenizer = with_encoding(without_price, *id);
    tokenizer.resolution.by_rule = spelling != name;
    tokenizer.owned_id = std::move(id);
    return tokenizer;
  }
  const auto tiktoken_names = tokenizer_model_names();
  std::vector<std::string_view> names(tiktoken_names.begin(), tiktoken_names.end());
  for (const std::string_view known : book.names()) names.push_back(known);
  return pricing::unknown_model(name, names);
}

ModelTokenizer tokenizer_of_model(const pricing::PricedModel& model) {
  return with_encoding(model, model.id);
}

std::string_view own_encoding_name(const ModelTokenizer& tokenizer) noexcept {
  return tokenizer.exact ? tokenizer.encoding->name() : std::string_view();
}

}  // namespace tokmill::analysis

#include "tokmill/analysis/model_tokenizer.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tokmill/nearest_name.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

Error unknown_model(const pricing::PriceBook& book, std::string_view name) {
  const auto tiktoken_names = tokenizer_model_names();
  std::vector<std::string_view> names(tiktoken_names.begin(), tiktoken_names.end());
  for (const pricing::PricedModel& model : book.models()) {
    names.push_back(model.id);
    names.insert(names.end(), model.aliases.begin(), model.aliases.end());
  }
  return Error{ErrorCode::unknown_model, unknown_name("model", name, names)};
}

// Uses the encoding that the table names, else the one that tiktoken maps either name to, else the proxy tokenizer. The
// caller has checked the encodings of the table.
ModelTokenizer with_encoding(const pricing::PricedModel& model, std::string_view name) {
  std::string_view encoding = model.encoding;
  if (encoding.empty()) encoding = encoding_name_for_model(name).value_or(std::string_view());
  if (encoding.empty()) encoding = encoding_name_for_model(model.id).value_or(std::string_view());
  ModelTokenizer tokenizer;
  tokenizer.exact = !encoding.empty();
  tokenizer.encoding = *find_encoding(tokenizer.exact ? encoding : proxy_encoding);
  tokenizer.model = model;
  return tokenizer;
}

}  // namespace

Result<ModelTokenizer> tokenizer_of_model(const pricing::PriceBook& book, std::string_view name) {
  if (const Result<pricing::PricedModel> priced = book.find(name)) return with_encoding(*priced, name);
  if (!encoding_name_for_model(name)) return unknown_model(book, name);
  auto id = std::make_shared<const std::string>(name);
  pricing::PricedModel without_price;
  without_price.id = *id;
  ModelTokenizer tokenizer = with_encoding(without_price, name);
  tokenizer.owned_id = std::move(id);
  return tokenizer;
}

ModelTokenizer tokenizer_of_model(const pricing::PricedModel& model) {
  return with_encoding(model, model.id);
}

}  // namespace tokmill::analysis

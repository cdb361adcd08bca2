#include "model_tokenizer.hpp"

#include <vector>

#include "support/nearest_name.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::cli {
namespace {

Error unknown_model(const PriceBook& book, std::string_view name) {
  const auto of_tokenizers = tokenizer_model_names();
  std::vector<std::string_view> names(of_tokenizers.begin(), of_tokenizers.end());
  for (const PricedModel& model : book.models()) {
    names.push_back(model.id);
    names.insert(names.end(), model.aliases.begin(), model.aliases.end());
  }
  std::string message = "no model is called '" + std::string(name.substr(0, 128)) + "'";
  if (const auto nearest = support::nearest_name(name, names)) {
    message += "; did you mean " + std::string(*nearest) + "?";
  }
  return Error{ErrorCode::unknown_model, message};
}

}  // namespace

Result<ModelTokenizer> tokenizer_of_model(const PriceBook& book, std::string_view name) {
  ModelTokenizer tokenizer;
  const Result<PricedModel> priced = book.find(name);
  std::string_view encoding;
  if (priced) {
    tokenizer.model = *priced;
    encoding = priced->encoding;
  } else {
    tokenizer.model.id = name;
  }
  if (encoding.empty()) encoding = encoding_name_for_model(name).value_or(std::string_view());
  if (encoding.empty() && priced) encoding = encoding_name_for_model(priced->id).value_or(std::string_view());
  if (encoding.empty()) {
    if (!priced) return unknown_model(book, name);
    encoding = stand_in_encoding;
    tokenizer.exact = false;
  }
  const Result<const Encoding*> found = find_encoding(encoding);
  if (!found) return found.error();
  tokenizer.encoding = *found;
  return tokenizer;
}

}  // namespace tokmill::cli

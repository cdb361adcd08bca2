#include "commands/cost/models.hpp"

#include <algorithm>

#include "options/model_tokenizer.hpp"

namespace tokmill::cli::cost {

namespace {

using analysis::NamedModel;

NamedModel with_encoding(NamedModel model, const Encoding* encoding) {
  if (encoding == nullptr) return model;
  model.tokenizer.exact = model.tokenizer.exact && model.tokenizer.encoding == encoding;
  model.tokenizer.encoding = encoding;
  return model;
}

}  // namespace

Result<NamedModel> find_model(const pricing::PriceBook& book, const Encoding* encoding, std::string_view name) {
  Result<analysis::ModelTokenizer> found = find_model_tokenizer(book, name);
  if (!found) return std::move(found).error();
  return with_encoding({std::string(name), std::move(*found)}, encoding);
}

Result<std::vector<NamedModel>> models_to_price(const CostRequest& request, std::string_view own) {
  if (!request.models.empty()) return request.models;
  if (!own.empty()) {
    const Result<NamedModel> model = find_model(request.book, request.encoding, own);
    if (!model) return model.error();
    return std::vector{*model};
  }
  if (!request.fits.empty()) return request.fits;
  std::vector<NamedModel> models;
  for (const pricing::PricedModel& priced : request.book.models()) {
    if (!priced.in_default_set) continue;
    models.push_back(
        with_encoding({std::string(priced.id), find_model_tokenizer(priced)}, request.encoding));
  }
  return models;
}

std::vector<const Encoding*> encodings_to_count(const CostRequest& request) {
  std::vector<const Encoding*> encodings;
  const auto add = [&encodings](const std::vector<NamedModel>& models) {
    for (const NamedModel& model : models) {
      const Encoding* const encoding = model.tokenizer.encoding;
      if (std::ranges::find(encodings, encoding) == encodings.end()) encodings.push_back(encoding);
    }
  };
  add(*models_to_price(request, {}));  // fails only for the model that an input names
  add(request.fits);
  return encodings;
}

}  // namespace tokmill::cli::cost

#include "commands/cost/models.hpp"

namespace tokmill::cli::cost {

using analysis::NamedModel;

Result<NamedModel> find_model(const pricing::PriceBook& book, const Encoding* encoding, std::string_view name) {
  const Result<analysis::ModelTokenizer> found = analysis::tokenizer_of_model(book, name);
  if (!found) return found.error();
  NamedModel model{std::string(name), *found};
  if (encoding != nullptr) {
    model.tokenizer.exact = model.tokenizer.exact && model.tokenizer.encoding == encoding;
    model.tokenizer.encoding = encoding;
  }
  return model;
}

Result<std::vector<NamedModel>> models_to_price(const CostRequest& request, std::string_view own) {
  if (!request.models.empty()) return request.models;
  if (!own.empty()) {
    const Result<NamedModel> model = find_model(request.book, request.encoding, own);
    if (!model) return model.error();
    return std::vector{*model};
  }
  if (request.fits) return std::vector{*request.fits};
  std::vector<NamedModel> models;
  for (const pricing::PricedModel& priced : request.book.models()) {
    if (!priced.in_default_set) continue;
    Result<NamedModel> model = find_model(request.book, request.encoding, priced.id);
    if (!model) return model.error();
    models.push_back(std::move(*model));
  }
  return models;
}

}  // namespace tokmill::cli::cost

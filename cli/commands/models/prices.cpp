#include "commands/models/output.hpp"

namespace tokmill::cli::models {

pricing::Price price_on(const pricing::PricedModel& model, pricing::Date at) {
  const Result<pricing::Bill> bill = pricing::bill(model, {}, {pricing::Service::standard, at});
  return bill && bill->price != nullptr ? *bill->price : pricing::Price();
}

std::string per_million_text(const std::optional<pricing::Money>& price, std::string_view unknown) {
  if (!price) return std::string(unknown);
  const std::optional<pricing::Money> million = per_million(*price);
  return million ? exact_decimal(*million, 2) : std::string(unknown);
}

std::string_view encoding_name(const analysis::ModelTokenizer& model) {
  return model.exact ? model.encoding->name() : std::string_view();
}

}  // namespace tokmill::cli::models

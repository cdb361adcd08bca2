#include "commands/cost/batch.hpp"

#include <cerrno>
#include <cstring>

#include "commands/cost/models.hpp"
#include "input/lines.hpp"
#include "input/reader.hpp"

namespace tokmill::cli::cost {

Result<analysis::BatchCost> price_file(const CostRequest& request) {
  const std::string& path = *request.batch;
  const std::string name = display_name(path);
  input::Lines lines(path);
  if (!lines.is_open()) return Error{ErrorCode::malformed_request, name + ": " + std::strerror(errno)};

  analysis::BatchTerms terms;
  terms.terms = request.terms;
  terms.each = request.usage;
  terms.epochs = request.epochs;
  terms.threads = request.threads;
  terms.strict = request.text.strict;
  terms.alternatives = request.models.size() > 1;
  if (!request.fits.empty()) terms.fits = request.fits.front().tokenizer;
  const auto models_of = [&request](std::string_view model) -> Result<std::vector<analysis::NamedModel>> {
    if (request.models.empty() && model.empty() && request.fits.empty()) {
      return Error{ErrorCode::malformed_request, "the request names no model; use -m to choose one"};
    }
    return models_to_price(request, model);
  };
  Result<analysis::BatchCost> priced = analysis::price_batch([&lines] { return lines.next(); }, terms, models_of);
  if (lines.problem() != 0) return Error{ErrorCode::malformed_request, name + ": " + std::strerror(lines.problem())};
  if (!priced) return Error{priced.error().code, name + ": " + priced.error().message};
  return priced;
}

}  // namespace tokmill::cli::cost

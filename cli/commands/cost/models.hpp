#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "commands/cost/request.hpp"
#include "tokmill/analysis/cost.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::cost {

/// The model of this name, which counts with `encoding` unless that is null. It points into `book`.
/// Errors: unknown_model.
[[nodiscard]] Result<analysis::NamedModel> find_model(const pricing::PriceBook& book, const Encoding* encoding,
                                                      std::string_view name);

/// The models to price: those that were named, else `own` (the model that the input names, perhaps empty), else that of
/// --fits, else the default set. Errors: unknown_model.
[[nodiscard]] Result<std::vector<analysis::NamedModel>> models_to_price(const CostRequest& request,
                                                                        std::string_view own);

/// The encodings of these models and of those of --fits, each once, for an input that names no model.
[[nodiscard]] std::vector<const Encoding*> encodings_to_count(const CostRequest& request);

}  // namespace tokmill::cli::cost

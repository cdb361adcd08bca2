#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cost/row.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::cost {

/// How requests of a file are priced.
struct RequestTerms {
  Terms terms;
  Usage each;                ///< Output, cached and written tokens, and calls, of each request.
  std::uint64_t epochs = 1;  ///< How often a fine-tuning example is trained on.
  std::size_t threads = 1;   ///< They change the time, never the result.
};

/// Which models price a request whose own model is `name` (perhaps empty). Errors: unknown_model,
/// invalid_argument.
using ModelsOf =
    std::function<Result<std::vector<std::pair<std::string, ModelTokenizer>>>(std::string_view name)>;

/// The bills for a file of requests.
struct PricedRequests {
  std::vector<Row> rows;  ///< One for each model, in the order in which they come, and one for the total.
  std::vector<Error> unknown_models;  ///< Of requests that have no row; the total is unknown then.
};

/// Reads a file of requests (`-`: standard input) line by line, in memory that does not grow with it.
/// Errors: invalid_argument, malformed_request, overflow; the message names the file and the line.
[[nodiscard]] Result<PricedRequests> price_requests(const std::string& path, const RequestTerms& how,
                                                    const ModelsOf& models_of);

}  // namespace tokmill::cli::cost

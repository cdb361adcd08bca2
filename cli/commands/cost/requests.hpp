#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/cost/row.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::cost {

/// How requests of a file are priced.
struct RequestTerms {
  pricing::Terms terms;
  pricing::Usage each;                ///< Output, cached and written tokens, and calls, of each request.
  std::uint64_t epochs = 1;  ///< How often a fine-tuning example is trained on.
  std::size_t threads = 1;   ///< They change the time, never the result.
  bool strict = false;       ///< A line that is not UTF-8 is an error.

  /// Every request is priced on each of several models, so that their bills are not for adding up.
  bool alternatives = false;

  /// A model that every request is to fit; null where none is.
  const analysis::ModelTokenizer* fits = nullptr;
};

/// How a file of requests goes beyond the limits of a model.
struct Misfits {
  std::size_t requests = 0;  ///< How many do not fit.
  std::size_t line = 0;      ///< Of the one that goes furthest beyond.
  pricing::Excess excess;             ///< Its own.
  bool exact = true;         ///< Its tokens are.
  bool unknown = false;      ///< A limit that would decide it is not known.
};

/// Which models price a request whose own model is `name` (perhaps empty). Errors: unknown_model,
/// invalid_argument.
using ModelsOf =
    std::function<Result<std::vector<std::pair<std::string, analysis::ModelTokenizer>>>(std::string_view name)>;

/// The bills for a file of requests.
struct PricedRequests {
  /// One for each model, in the order in which they come; then one for the total, but for alternatives.
  std::vector<Row> rows;
  std::vector<Error> unknown_models;  ///< Of requests that have no row; the total is unknown then.
  std::optional<std::size_t> ill_formed_at;  ///< The first byte of the file that is not UTF-8.
  Misfits misfits;                           ///< Of the model of RequestTerms::fits.
};

/// Reads a file of requests (`-`: standard input) line by line, in memory that does not grow with it.
/// Errors: malformed_request (also where the file cannot be read), ill_formed_text, invalid_argument (more
/// cached tokens than a request has), overflow; the message names the file and the line.
[[nodiscard]] Result<PricedRequests> price_requests(const std::string& path, const RequestTerms& how,
                                                    const ModelsOf& models_of);

}  // namespace tokmill::cli::cost

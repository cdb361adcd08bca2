#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/analysis/cost.hpp"
#include "tokmill/error.hpp"
#include "tokmill/export.hpp"
#include "tokmill/pricing/pricing.hpp"
#include "tokmill/result.hpp"

/// The cost of a batch: a stream of requests, one JSON document per line (see chat::read_request()).
///
/// Memory does not grow with the number of requests: 256 KiB of lines for each of at most four threads is held at a time,
/// plus the longest line.
namespace tokmill::inline TOKMILL_ABI::analysis {

/// How to price a batch.
struct BatchTerms : RequestTerms {
  BatchTerms() { messages_are_examples = true; }

  std::size_t threads = 1;  ///< The result does not depend on it.
  bool strict = false;      ///< Text that is not UTF-8 is an error.

  /// The models are alternatives for the same requests: there is no total.
  bool alternatives = false;

  /// Models that every request should fit.
  std::vector<ModelTokenizer> fits;

  /// Called, in order, for each line that cannot be priced, such as one with a part whose number of tokens is unknown:
  /// malformed_request, with `line N: ` before the message. Such a line is left out. For lines whose model cannot be
  /// chosen, it is called once for each name.
  std::function<void(const Error&)> on_failure;
};

/// The next line, with its line end if it has one; nullopt at the end. The view is valid until the next call.
using NextLine = std::function<std::optional<std::string_view>()>;

/// The models to price a request on, given the model that the request names (perhaps none). Called once for each name,
/// on the caller's thread.
/// Errors: unknown_model and malformed_request leave out the requests that name it; any other error ends the batch.
using ModelsOfRequest = std::function<Result<std::vector<NamedModel>>(std::string_view name)>;

/// The requests that do not fit one of BatchTerms::fits.
struct BatchMisfits {
  std::size_t requests = 0;  ///< How many do not fit.
  std::size_t line = 0;      ///< The line of the one that exceeds the limit most.
  pricing::Excess excess;    ///< Its excess.
  bool exact = true;         ///< Its token count is exact.
  bool unknown = false;      ///< A limit needed to decide is unknown.
};

/// What some requests have and their counts leave out.
struct BatchOmission {
  chat::Omission omission;
  std::size_t requests = 0;  ///< How many have it.
  std::size_t line = 0;      ///< The first of them.
};

/// A model that some requests name and that is unknown.
struct UnknownModel {
  Error error;
  std::size_t requests = 0;  ///< How many name it.
  std::size_t line = 0;      ///< The first of them.
};

/// The cost of a batch.
struct BatchCost {
  /// One row for each model that a request was priced on, in order of first use, then a total unless the models are
  /// alternatives.
  std::vector<CostRow> rows;

  /// Their requests are in no row, and the total cost is unknown. In order of first use.
  std::vector<UnknownModel> unknown_models;

  std::size_t failed_lines = 0;          ///< Lines that are left out because they cannot be priced.
  std::size_t failed_requests = 0;       ///< Requests that got an error instead of an answer, which costs nothing.
  std::vector<BatchOmission> omissions;  ///< At most chat::max_omissions.

  std::optional<std::size_t> ill_formed_at;  ///< Offset of the first byte of all lines that is not UTF-8.
  std::vector<BatchMisfits> misfits;         ///< For each of BatchTerms::fits.
};

/// Prices the requests of all lines; blank lines are skipped. Requests are read and counted on several threads and
/// added up in order.
///
/// Errors: ill_formed_text (only if strict), invalid_argument (more cached tokens than a request has), overflow, those
/// of `models_of` except unknown_model and malformed_request; the message starts with `line N: `.
[[nodiscard]] TOKMILL_EXPORT Result<BatchCost> price_batch(const NextLine& next_line, const BatchTerms& terms,
                                                           const ModelsOfRequest& models_of);

}  // namespace tokmill::analysis

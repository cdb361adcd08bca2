#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/chat/count.hpp"
#include "tokmill/export.hpp"
#include "tokmill/pricing/pricing.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// A model under the name that the caller uses for it.
struct NamedModel {
  std::string name;
  ModelTokenizer tokenizer;
};

/// The input of one call, counted for one model.
struct InputCount {
  std::uint64_t tokens = 0;
  bool exact = true;  ///< The count is the model's own, not an estimate.
  bool given = false;  ///< The caller gave the number; nothing was counted.
};

/// The bounds of a number of tokens, both included.
struct TokenBounds {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(const TokenBounds&, const TokenBounds&) = default;
};

/// The bounds of the model's own tokens, where its tokenizer counts `counted`: those times the model's TokenRatio,
/// rounded outward and at most 2^64 - 1. `counted` itself if the tokenizer is the model's own or the ratio is unknown.
[[nodiscard]] TOKMILL_EXPORT TokenBounds own_tokens(const ModelTokenizer& tokenizer, TokenBounds counted) noexcept;

/// The same for the count of a request, with the bounds of its items. Only its texts depend on the tokenizer.
[[nodiscard]] TOKMILL_EXPORT TokenBounds own_tokens(const ModelTokenizer& tokenizer, const chat::Count& count) noexcept;

/// Whether calls of `usage`, with an input within the bounds, fit into the limits of a model, as pricing::fits();
/// nullopt also if some may fit and others may not. `excess` is that of the smallest input.
[[nodiscard]] TOKMILL_EXPORT std::optional<bool> fits(const pricing::PricedModel& model, const pricing::Usage& usage,
                                                      TokenBounds input, pricing::Service service,
                                                      pricing::Excess* excess = nullptr);

/// The bounds of a cost whose number of input tokens is known only to be in a range.
struct CostRange {
  std::uint64_t low_tokens = 0;
  std::uint64_t high_tokens = 0;
  std::optional<pricing::Money> low_total;  ///< Empty if a price is unknown.
  std::optional<pricing::Money> high_total;
};

/// What calls of one model cost.
struct CallCost {
  bool exact = true;     ///< All token counts are the model's own.
  pricing::Usage usage;  ///< The tokens of one call; in a batch, the sums over all calls. As counted.
  pricing::Bill bill;
  std::optional<CostRange> range;  ///< If some number of input tokens is a range.
  bool unknown_input = false;      ///< Some part of the input has an unknown number of tokens; the bill lacks it.
  std::uint64_t context_used = 0;  ///< Tokens of one call and one answer; in a batch, of the longest.
  std::optional<bool> fits;        ///< Whether every call fits the model; empty if that is unknown.
  std::uint64_t answers = 1;       ///< How many answers the request asks for; in a batch, the most of them.

  /// The service that the request names, if it was used and is not the standard one. If its price is unknown, there is
  /// an omission instead.
  std::optional<pricing::Service> own_service;
  std::optional<pricing::Service> unpriced;     ///< The service whose price is missing; in a batch, the first.
  bool is_training = false;                     ///< The request is a fine-tuning example.
  bool is_reported = false;                     ///< The provider reports the tokens: nothing was counted.
  bool unknown_output = false;                  ///< The most output is asked for, and it is unknown.

  std::vector<chat::Item> items;          ///< The parts of a request.
  std::vector<chat::Omission> omissions;  ///< What a request has and the count leaves out.
};

/// What calls of one model cost, or the total of several such rows.
struct CostRow : CallCost {
  std::string name;          ///< The name of the model as the caller gave it, or `total`.
  ModelTokenizer tokenizer;  ///< Its encoding is null in a total.
  bool is_batch = false;     ///< The row sums up the requests of a batch.
  bool has_answers = false;  ///< Some of the requests are answers.
  bool is_total = false;     ///< The row sums up other rows.
};

/// The row for `usage` of one model, whose input is `input` (usage.input_tokens is ignored,
/// usage.cached_share is applied).
///
/// Errors: invalid_argument (more cached tokens than input tokens), overflow; the message starts with the model's name.
[[nodiscard]] TOKMILL_EXPORT Result<CostRow> price_calls(const NamedModel& model, const InputCount& input,
                                                         const pricing::Usage& usage, const pricing::Terms& terms);

/// How to price requests.
struct RequestTerms {
  pricing::Terms terms;
  bool own_service = false;  ///< The service that a request or an answer names replaces that of `terms`.
  pricing::Usage each;       ///< Output, cached and written tokens, and calls, of each request. An answer has its own.

  /// The output is what a request allows at most: its limit, or else that of the model, for each answer.
  bool most_output = false;

  std::uint64_t epochs = 1;            ///< How many times a fine-tuning example is trained on.
  bool messages_are_examples = false;  ///< Messages without a model are a fine-tuning example.
};

/// The usage of one request, and how it was counted.
struct RequestUsage {
  pricing::Usage usage;  ///< Of all answers.
  chat::Count count;
  TokenBounds input;  ///< Of the model's own tokens; both are the count unless some tokens are known as a range.
  std::optional<std::uint64_t> answer_tokens;  ///< The output of one answer; empty if it is unknown.
};

/// Counts a request for a model. Errors: malformed_request, overflow.
[[nodiscard]] TOKMILL_EXPORT Result<RequestUsage> usage_of_request(const chat::Request& request,
                                                                   const ModelTokenizer& tokenizer,
                                                                   const RequestTerms& terms, chat::Items items);

/// Whether a request fits into the limits of a model, as pricing::fits(); nullopt also if the part of the input that is
/// known fits but the whole may not.
[[nodiscard]] TOKMILL_EXPORT std::optional<bool> fits(const RequestUsage& request, const pricing::PricedModel& model,
                                                      pricing::Service service, pricing::Excess* excess = nullptr);

/// Prices one request. Safe for concurrent use.
/// Errors: malformed_request, invalid_argument (more cached tokens than input tokens), overflow.
[[nodiscard]] TOKMILL_EXPORT Result<CallCost> price_request(const chat::Request& request,
                                                            const ModelTokenizer& tokenizer, const RequestTerms& terms,
                                                            chat::Items items = chat::Items::listed);

/// The row for a request to a model. Errors: as above.
[[nodiscard]] TOKMILL_EXPORT Result<CostRow> price_request(const chat::Request& request, const NamedModel& model,
                                                           const RequestTerms& terms);

}  // namespace tokmill::analysis

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
  bool exact = true;               ///< The count is the model's own, not an estimate.
  std::vector<chat::Item> items;   ///< The parts of a chat request; empty for other inputs.
};

/// What calls of one model cost, or the total of several such rows.
struct CostRow {
  std::string name;          ///< The name of the model as the caller gave it, or `total`.
  ModelTokenizer tokenizer;  ///< Its encoding is null in a total.
  bool exact = true;         ///< All token counts are the model's own.
  pricing::Usage usage;      ///< The tokens of one call; in a batch, the sums over all calls.
  pricing::Bill bill;
  std::uint64_t context_used = 0;  ///< Tokens of one call; in a batch, of the longest call.
  std::optional<bool> fits;        ///< Whether every call fits the model; empty if a limit is unknown.
  std::vector<chat::Item> items;   ///< The parts of a chat request.

  bool is_batch = false;     ///< The row sums up the requests of a batch.
  bool is_training = false;  ///< The requests are fine-tuning examples.
  bool is_total = false;     ///< The row sums up other rows.
};

/// The row for `usage` of one model, whose input is `input` (usage.input_tokens is ignored,
/// usage.cached_share is applied).
///
/// Errors: invalid_argument (more cached tokens than input tokens), overflow; the message starts with the model's name.
[[nodiscard]] TOKMILL_EXPORT Result<CostRow> price_calls(const NamedModel& model, InputCount input,
                                                         const pricing::Usage& usage, const pricing::Terms& terms);

}  // namespace tokmill::analysis

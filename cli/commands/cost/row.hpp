#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/chat/count.hpp"
#include "tokmill/pricing/pricing.hpp"

namespace tokmill::cli::cost {

/// One line of the answer: a model, what is sent to it, and the bill.
struct Row {
  std::string name;  ///< As the user called the model.
  analysis::ModelTokenizer tokenizer;
  bool exact = true;  ///< All token counts are the model's own.
  pricing::Usage usage;
  pricing::Bill bill;
  std::uint64_t context_used = 0;
  std::optional<bool> fits;
  std::vector<chat::Item> items;  ///< Of a chat request.
  bool tokens_are_given = false;  ///< By --input-tokens: nothing was counted.

  /// Of a file of requests the token counts are sums over all of them, and context_used is the longest one's.
  bool is_of_requests = false;
  bool is_of_training = false;  ///< Of a fine-tuning file.
  bool is_total = false;  ///< Over all models; it has no tokenizer.
};

}  // namespace tokmill::cli::cost

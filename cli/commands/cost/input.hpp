#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "commands/cost/request.hpp"
#include "output/io.hpp"
#include "tokmill/analysis/cost.hpp"
#include "tokmill/chat/count.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::cost {

/// The input of one call: a number of tokens, a chat request, or texts.
class Input {
 public:
  /// Reads what the request names and reports on standard error what cannot be read. nullopt if nothing can.
  [[nodiscard]] static std::optional<Input> read(const CostRequest& request, Io& io);

  /// The model that a chat request names; empty for other inputs.
  [[nodiscard]] std::string model() const { return chat_ ? chat_->model : std::string(); }

  /// Counts the input for a model. Texts are encoded once for each encoding.
  /// Errors: malformed_request, disallowed_special_token; the message starts with the name of the text.
  [[nodiscard]] Result<analysis::InputCount> count(const analysis::ModelTokenizer& tokenizer);

 private:
  [[nodiscard]] Result<std::uint64_t> count_texts(const Encoding& encoding);

  std::optional<std::uint64_t> tokens_;
  std::optional<chat::Request> chat_;
  std::vector<NamedText> texts_;
  SpecialPolicy special_ = SpecialPolicy::ordinary();
  std::map<const Encoding*, std::uint64_t> tokens_by_encoding_;
};

}  // namespace tokmill::cli::cost

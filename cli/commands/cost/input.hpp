#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "commands/cost/request.hpp"
#include "options/text_option.hpp"
#include "output/io.hpp"
#include "tokmill/analysis/cost.hpp"
#include "tokmill/chat/request_json.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::cost {

/// Whether a call fits into the limits of a model.
struct Fit {
  std::optional<bool> fits;  ///< Empty if that is unknown.
  pricing::Excess excess;    ///< If it does not.
  bool exact = true;         ///< The number of its tokens is exact.
};

/// The input of one call: a number of tokens, a chat request, or texts.
class Input {
 public:
  /// Reads what the request names, counts texts, and reports on standard error what cannot be read. nullopt if nothing
  /// can.
  [[nodiscard]] static std::optional<Input> read(const CostRequest& request, Io& io);

  /// The model that a chat request names; empty for other inputs.
  [[nodiscard]] std::string model() const { return chat_ ? chat_->model : std::string(); }

  /// The name of the file of a chat request.
  [[nodiscard]] const std::string& name() const { return json_->name; }

  /// Prices the calls on a model. Errors: malformed_request, invalid_argument, overflow; the message starts with the
  /// name of the file or the model.
  [[nodiscard]] Result<analysis::CostRow> price(const analysis::NamedModel& model, const CostRequest& request);

  /// Whether one call fits a model. Errors: malformed_request, overflow.
  [[nodiscard]] Result<Fit> fit(const analysis::ModelTokenizer& tokenizer, const CostRequest& request);

 private:
  // The tokens of the texts, or those that were given. `encoding` is one of encodings_to_count().
  [[nodiscard]] std::uint64_t count(const Encoding& encoding) const;

  std::optional<std::uint64_t> tokens_;
  std::shared_ptr<const NamedText> json_;  // chat_ refers to it
  std::optional<chat::Request> chat_;
  std::map<const Encoding*, std::uint64_t> tokens_by_encoding_;  // of the texts
};

/// How to price requests, according to the options.
[[nodiscard]] analysis::RequestTerms request_terms(const CostRequest& request);

}  // namespace tokmill::cli::cost

#include "commands/cost/input.hpp"

#include <utility>

#include "commands/cost/models.hpp"

namespace tokmill::cli::cost {

analysis::RequestTerms request_terms(const CostRequest& request) {
  analysis::RequestTerms terms;
  terms.terms = request.terms;
  terms.own_service = request.own_service;
  terms.each = request.usage;
  terms.most_output = request.most_output;
  terms.epochs = request.epochs;
  return terms;
}

std::optional<Input> Input::read(const CostRequest& request, Io& io) {
  Input input;
  if (request.input_tokens) {
    input.tokens_ = request.input_tokens;
  } else if (request.chat) {
    std::optional<NamedText> json = read_text(request.texts.text, *request.chat, io);
    if (!json) return std::nullopt;
    input.json_ = std::make_shared<const NamedText>(std::move(*json));
    Result<chat::Request> chat = chat::read_request(input.json_->bytes);
    if (!chat) {
      std::string message = input.json_->name + ": " + chat.error().message;
      if (message.ends_with("expected end of input")) message += "; use --requests for JSON Lines";
      io.fail(message);
      return std::nullopt;
    }
    input.chat_ = std::move(*chat);
  } else {
    const std::vector<const Encoding*> encodings = encodings_to_count(request);
    const texts::CountedTexts counted = texts::count(request.texts, encodings, io);
    if (counted.inputs.empty()) return std::nullopt;
    for (std::size_t i = 0; i < encodings.size(); ++i) {
      input.tokens_by_encoding_.emplace(encodings[i], counted.tokens[i]);
    }
  }
  return input;
}

Result<analysis::CostRow> Input::price(const analysis::NamedModel& model, const CostRequest& request) {
  if (!chat_) {
    const std::uint64_t tokens = count(*model.tokenizer.encoding);
    const analysis::InputCount input{tokens, model.tokenizer.exact, tokens_.has_value()};
    return analysis::price_calls(model, input, request.usage, request.terms);
  }
  Result<analysis::CostRow> row = analysis::price_request(*chat_, model, request_terms(request));
  if (!row) {
    const bool is_of_file = row.error().code == ErrorCode::malformed_request;
    return Error{row.error().code, (is_of_file ? json_->name : model.name) + ": " + row.error().message};
  }
  return row;
}

Result<Fit> Input::fit(const analysis::ModelTokenizer& tokenizer, const CostRequest& request) {
  Fit fit;
  if (!chat_) {
    const std::uint64_t tokens = count(*tokenizer.encoding);
    const analysis::TokenBounds counted{tokens, tokens};
    fit.fits = analysis::fits(tokenizer.model, request.usage, tokens_ ? counted : own_tokens(tokenizer, counted),
                              request.terms.service, &fit.excess);
    fit.exact = tokenizer.exact;
    return fit;
  }
  const Result<analysis::RequestUsage> usage =
      analysis::usage_of_request(*chat_, tokenizer, request_terms(request), chat::Items::left_out);
  if (!usage) return usage.error();
  fit.fits = analysis::fits(*usage, tokenizer.model, request.terms.service, &fit.excess);
  fit.exact = tokenizer.exact && usage->count.exact;
  return fit;
}

std::uint64_t Input::count(const Encoding& encoding) const {
  return tokens_ ? *tokens_ : tokens_by_encoding_.at(&encoding);
}

}  // namespace tokmill::cli::cost

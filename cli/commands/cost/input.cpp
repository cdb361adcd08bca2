#include "commands/cost/input.hpp"

#include <utility>

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
  input.special_ = request.special;
  if (request.input_tokens) {
    input.tokens_ = request.input_tokens;
  } else if (request.chat) {
    std::optional<NamedText> json = read_text(request.text, *request.chat, io);
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
    for (const std::string& path : input_paths(request.text)) {
      std::optional<NamedText> text = read_text(request.text, path, io);
      if (text) input.texts_.push_back(std::move(*text));
    }
    if (input.texts_.empty()) return std::nullopt;
  }
  return input;
}

Result<analysis::CostRow> Input::price(const analysis::NamedModel& model, const CostRequest& request) {
  if (!chat_) {
    const Result<std::uint64_t> tokens = count(*model.tokenizer.encoding);
    if (!tokens) return tokens.error();
    return analysis::price_calls(model, {*tokens, model.tokenizer.exact}, request.usage, request.terms);
  }
  Result<analysis::CallCost> cost = analysis::price_request(*chat_, model.tokenizer, request_terms(request));
  if (!cost) {
    const bool is_of_file = cost.error().code == ErrorCode::malformed_request;
    return Error{cost.error().code, (is_of_file ? json_->name : model.name) + ": " + cost.error().message};
  }
  analysis::CostRow row;
  static_cast<analysis::CallCost&>(row) = std::move(*cost);
  row.name = model.name;
  row.tokenizer = model.tokenizer;
  return row;
}

Result<Fit> Input::fit(const analysis::ModelTokenizer& tokenizer, const CostRequest& request) {
  Fit fit;
  if (!chat_) {
    const Result<std::uint64_t> tokens = count(*tokenizer.encoding);
    if (!tokens) return tokens.error();
    const pricing::Usage usage = pricing::with_input(request.usage, *tokens);
    fit.fits = pricing::fits(tokenizer.model, usage, request.terms.service, &fit.excess);
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

Result<std::uint64_t> Input::count(const Encoding& encoding) {
  if (tokens_) return *tokens_;
  const auto known = tokens_by_encoding_.find(&encoding);
  if (known != tokens_by_encoding_.end()) return known->second;
  std::uint64_t sum = 0;
  for (const NamedText& text : texts_) {
    const Result<std::size_t> tokens = encoding.count(text.bytes, special_);
    if (!tokens) return Error{tokens.error().code, text.name + ": " + tokens.error().message};
    sum += *tokens;
  }
  tokens_by_encoding_.emplace(&encoding, sum);
  return sum;
}

}  // namespace tokmill::cli::cost

#include "commands/cost/input.hpp"

#include <utility>

#include "tokmill/analysis/chat_count.hpp"
#include "tokmill/chat/request_json.hpp"

namespace tokmill::cli::cost {

std::optional<Input> Input::read(const CostRequest& request, Io& io) {
  Input input;
  input.special_ = request.special;
  if (request.input_tokens) {
    input.tokens_ = request.input_tokens;
  } else if (request.chat) {
    const std::optional<NamedText> json = read_text(request.text, *request.chat, io);
    if (!json) return std::nullopt;
    Result<chat::Request> chat = chat::read_request(json->bytes);
    if (!chat) {
      io.fail(json->name + ": " + chat.error().message);
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

Result<analysis::InputCount> Input::count(const analysis::ModelTokenizer& tokenizer) {
  analysis::InputCount count;
  count.exact = tokenizer.exact;
  if (chat_) {
    Result<chat::Count> counted = analysis::count_chat(*chat_, tokenizer.model.id, *tokenizer.encoding);
    if (!counted) return std::move(counted).error();
    count.tokens = counted->total;
    count.items = std::move(counted->items);
    count.exact = count.exact && counted->exact;
  } else if (tokens_) {
    count.tokens = *tokens_;
  } else {
    const Result<std::uint64_t> tokens = count_texts(*tokenizer.encoding);
    if (!tokens) return tokens.error();
    count.tokens = *tokens;
  }
  return count;
}

Result<std::uint64_t> Input::count_texts(const Encoding& encoding) {
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

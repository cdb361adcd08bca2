#include "analysis/batch_line.hpp"

#include <utility>

#include "tokmill/analysis/chat_count.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

void read_request(BatchLine& line) {
  line.ill_formed_at = find_ill_formed(line.text);
  Result<chat::BatchRequest> request = chat::read_batch_request(line.text);
  if (!request) {
    line.error = std::move(request).error();
    return;
  }
  line.kind = request->kind;
  line.request = std::move(*request);
}

Result<RequestTokens> count_batch_request(const chat::BatchRequest& request, const ModelTokenizer& tokenizer) {
  const Encoding& encoding = *tokenizer.encoding;
  if (request.inputs) {
    RequestTokens tokens;
    tokens.number = request.input_ids;
    for (const std::string& input : *request.inputs) tokens.number += encoding.count(input);
    return tokens;
  }
  const Result<chat::Count> counted =
      count_chat(request.chat, tokenizer.model.id, encoding, chat::Items::left_out);
  if (!counted) return counted.error();
  return RequestTokens{counted->total, counted->exact};
}

}  // namespace tokmill::analysis

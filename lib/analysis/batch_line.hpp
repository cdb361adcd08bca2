#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/chat/batch_requests.hpp"
#include "tokmill/error.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// The tokens of one request on one model.
struct RequestTokens {
  std::uint64_t number = 0;
  bool exact = true;
};

/// A line of a batch while it is processed.
struct BatchLine {
  std::size_t number = 0;  // from 1
  std::size_t start = 0;   // offset of its first byte in the batch
  std::string text;
  std::optional<std::size_t> ill_formed_at;
  std::optional<Error> error;
  std::optional<chat::BatchRequest> request;  // until it is counted
  chat::BatchRequest::Kind kind = chat::BatchRequest::Kind::request;
  const std::vector<std::size_t>* rows = nullptr;  // the rows that it is priced in
  std::vector<Result<RequestTokens>> counts;       // one for each of them
  std::optional<Result<RequestTokens>> limited;    // on the model that it should fit
};

/// Parses the line's text: sets ill_formed_at, and either error or request and kind. Safe for concurrent use.
void read_request(BatchLine& line);

/// Safe for concurrent use. Errors: malformed_request.
[[nodiscard]] Result<RequestTokens> count_batch_request(const chat::BatchRequest& request,
                                                        const ModelTokenizer& tokenizer);

}  // namespace tokmill::analysis

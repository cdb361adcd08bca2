#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/chat/count.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// One line of a file of requests.
struct BatchRequest {
  enum class Kind {
    request,  ///< Of a Batch API file: `{"custom_id", "method", "url", "body": {…}}`.
    example,  ///< Of a fine-tuning file: `{"messages": […]}`, to be trained on.
  };
  Kind kind = Kind::request;
  Request chat;  ///< With the model, if the line names one.

  /// In place of messages: what an embeddings or completions request sends.
  std::optional<std::vector<std::string>> inputs;
  std::uint64_t input_ids = 0;  ///< How many tokens stand among them as ids.
};

/// The request in one line of JSON.
/// Errors: malformed_request, as read_request.
[[nodiscard]] TOKMILL_EXPORT Result<BatchRequest> read_batch_request(std::string_view line);

}  // namespace tokmill::chat

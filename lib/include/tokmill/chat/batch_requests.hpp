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

/// One line of a JSON Lines file of requests.
struct BatchRequest {
  enum class Kind {
    request,  ///< A line of a Batch API file: `{"custom_id", "method", "url", "body": {…}}`.
    example,  ///< A training example of a fine-tuning file: `{"messages": […]}`.
  };
  Kind kind = Kind::request;
  Request chat;  ///< Includes the model if the line names one.

  /// The texts of an embeddings or completions request, which has no messages; nullopt for other requests.
  std::optional<std::vector<std::string>> inputs;
  std::uint64_t input_ids = 0;  ///< The number of token ids that such a request contains besides texts.
};

/// Reads the request in one line of JSON. Errors: malformed_request, as for read_request().
[[nodiscard]] TOKMILL_EXPORT Result<BatchRequest> read_batch_request(std::string_view line);

}  // namespace tokmill::chat

#pragma once

#include <string_view>

#include "tokmill/chat/count.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// Reads a chat request from a JSON document: OpenAI's `{"model", "messages", "tools" or "functions", "max_tokens",
/// …}`, or an array of messages. Fields that do not affect the count are ignored.
///
/// The size of an image is given by `width` and `height` next to its `url`. The size of a `data:` URL is read from the
/// header of the PNG, JPEG, GIF or WebP file that it contains.
///
/// Takes eight bytes for each JSON value while it reads, and about 180 bytes for each message, 32 for each text of a
/// message and each choice, and 130 for each property of a function, besides the characters.
///
/// Errors: malformed_request for invalid JSON, an invalid message, an unknown type of content part, or an image without
/// a size. The message starts with the JSON pointer to the invalid value, except for invalid JSON.
[[nodiscard]] TOKMILL_EXPORT Result<Request> read_request(std::string_view json);

}  // namespace tokmill::chat

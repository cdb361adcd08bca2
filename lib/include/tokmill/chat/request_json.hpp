#pragma once

#include <string_view>

#include "tokmill/chat/count.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// The chat request in a JSON document: OpenAI's `{"model", "messages", "tools" or "functions", "max_tokens",
/// …}`, or a bare array of messages. Fields that are not counted are left alone.
///
/// An image's size is `width` and `height` beside its `url`; that of a `data:` address is read from the
/// header of the PNG, JPEG, GIF or WebP file in it. Errors: malformed_request: broken JSON, a message that is
/// none, an unknown type of content part, an image without a size. The message begins with the JSON pointer
/// to what is wrong.
[[nodiscard]] TOKMILL_EXPORT Result<Request> read_request(std::string_view json);

}  // namespace tokmill::chat

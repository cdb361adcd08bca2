#pragma once

#include "tokmill/chat/count.hpp"
#include "tokmill/formats/json.hpp"

namespace tokmill::chat {

/// An error of a request: the place, and what is wrong there.
[[nodiscard]] Error request_error(const formats::JsonPointer& at, const std::string& what);

/// A request in a value that was read: an object with messages, or a bare array of them. Takes texts out of
/// `value`. Errors: malformed_request.
[[nodiscard]] Result<Request> chat_of(formats::JsonValue& value, const formats::JsonPointer& at);

/// A request to the Responses API: an object with `input`, a text or a list of messages, and perhaps
/// `instructions`, which are counted as a system message. Takes texts out of `value`.
/// Errors: malformed_request.
[[nodiscard]] Result<Request> chat_of_responses(formats::JsonValue& value, const formats::JsonPointer& at);

}  // namespace tokmill::chat

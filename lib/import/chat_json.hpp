#pragma once

#include "json_document.hpp"
#include "tokmill/chat.hpp"

namespace tokmill::import {

/// An error of a request: the place, and what is wrong there.
[[nodiscard]] Error request_error(const JsonPointer& at, const std::string& what);

/// A request in a value that was read: an object with messages, or a bare array of them. Takes texts out of
/// `value`. Errors: malformed_request.
[[nodiscard]] Result<ChatRequest> chat_of(JsonValue& value, const JsonPointer& at);

/// A request to the Responses API: an object with `input`, a text or a list of messages, and perhaps
/// `instructions`, which are counted as a system message. Takes texts out of `value`.
/// Errors: malformed_request.
[[nodiscard]] Result<ChatRequest> chat_of_responses(JsonValue& value, const JsonPointer& at);

}  // namespace tokmill::import

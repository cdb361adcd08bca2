#pragma once

#include <string>
#include <string_view>

#include "tokmill/chat/count.hpp"
#include "tokmill/export.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// The error `what` at a location in a request.
[[nodiscard]] Error request_error(const formats::JsonPointer& at, const std::string& what);

/// The string member `name` of `object`; empty if it is missing or null.
/// Errors: malformed_request if it is not a string.
[[nodiscard]] Result<std::string> read_text(const formats::JsonValue& object, std::string_view name,
                                            const formats::JsonPointer& at);

/// The request in `value`: an object with messages, or an array of messages.
/// Errors: malformed_request.
[[nodiscard]] Result<Request> chat_of(const formats::JsonValue& value, const formats::JsonPointer& at);

/// The request to the Responses API in `value`: an object with `input`, which is a string or an array of messages, and
/// optional `instructions`, which are counted as a system message.
/// Errors: malformed_request.
[[nodiscard]] Result<Request> chat_of_responses(const formats::JsonValue& value, const formats::JsonPointer& at);

}  // namespace tokmill::chat

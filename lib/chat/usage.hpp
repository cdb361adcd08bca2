#pragma once

#include "tokmill/chat/request_json.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// Reads what the answer `body` reports: usage, audio tokens and the tier. Errors: malformed_request.
[[nodiscard]] Result<void> read_usage(const formats::JsonValue& body, const formats::JsonPointer& at, Request& request);

}  // namespace tokmill::chat

#pragma once

#include "chat/tally.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// Adds the functions and other tools that the object `request` defines in `functions` and `tools`, and its choice of
/// one. Errors: malformed_request.
[[nodiscard]] Result<void> add_tools(Tally& tally, const formats::JsonValue& request, const formats::JsonPointer& at);

/// Adds the JSON schema that the answer must match: that of `response_format`, or of `text` in the Responses API.
void add_response_format(Tally& tally, const formats::JsonValue& request);

}  // namespace tokmill::chat

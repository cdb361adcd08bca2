#pragma once

#include "tokmill/chat/count.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// Appends the functions of `request_value`, those in its `functions` and those in its `tools`, to `request.functions`.
/// Errors: malformed_request.
[[nodiscard]] Result<void> read_functions(const formats::JsonValue& request_value, const formats::JsonPointer& at,
                                          Request& request);

}  // namespace tokmill::chat

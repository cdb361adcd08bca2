#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tokmill/formats/json.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// The error `what` at a location in a request.
[[nodiscard]] Error request_error(const formats::JsonPointer& at, const std::string& what);

/// The string member `name` of `object`; empty if it is missing or null.
/// Errors: malformed_request if it is not a string.
[[nodiscard]] Result<std::string> read_text(const formats::JsonValue& object, std::string_view name,
                                            const formats::JsonPointer& at);

/// The number in `value`; nullopt if it is not a non-negative integer below 2^53.
[[nodiscard]] std::optional<std::uint64_t> whole_number(const formats::JsonValue& value);

/// The member `name` of `object`, which must be a non-negative integer; nullopt if it is missing or null.
/// Errors: malformed_request.
[[nodiscard]] Result<std::optional<std::uint64_t>> read_number(const formats::JsonValue& object, std::string_view name,
                                                               const formats::JsonPointer& at);

}  // namespace tokmill::chat

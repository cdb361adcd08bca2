#pragma once

#include <string>

#include "tokmill/formats/json.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// The value as JSON without white space.
[[nodiscard]] std::string compact_json(const formats::JsonValue& value);

/// As above, for a JSON schema, without its keywords `required`, `additionalProperties` and `$schema` at any depth.
/// Properties with such a name stay.
[[nodiscard]] std::string compact_schema(const formats::JsonValue& schema);

}  // namespace tokmill::chat

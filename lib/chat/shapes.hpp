#pragma once

#include <string_view>

#include "tokmill/chat/request_json.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// A document whose form was recognized.
struct Recognized {
  Shape shape = Shape::chat;
  formats::JsonValue body;  ///< The object or array that has the shape.
  std::string_view outer;   ///< The names of the members that lead to it; empty if there are none.
  std::string_view inner;
};

/// Recognizes a document by its members. Errors: malformed_request.
[[nodiscard]] Result<Recognized> recognize(const formats::JsonValue& document);

}  // namespace tokmill::chat

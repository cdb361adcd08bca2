#include "chat/values.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

Error request_error(const formats::JsonPointer& at, const std::string& what) {
  return Error{ErrorCode::malformed_request, at.text() + ": " + what};
}

Result<std::string> read_text(const formats::JsonValue& object, std::string_view name, const formats::JsonPointer& at) {
  const std::optional<formats::JsonValue> value = object.find(name);
  if (!value) return std::string();
  if (!value->is_string()) return request_error(at.member(name), "expected a string");
  return value->text();
}

std::optional<std::uint64_t> whole_number(const formats::JsonValue& value) {
  constexpr std::uint64_t too_large = std::uint64_t{1} << 53U;  // a double does not hold every integer from here on
  if (!value.is_number()) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : value.text()) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
    if (number >= too_large) return std::nullopt;
  }
  return number;
}

Result<std::optional<std::uint64_t>> read_number(const formats::JsonValue& object, std::string_view name,
                                                 const formats::JsonPointer& at) {
  const std::optional<formats::JsonValue> value = object.find(name);
  if (!value) return std::optional<std::uint64_t>();
  const std::optional<std::uint64_t> number = whole_number(*value);
  if (!number) return request_error(at.member(name), "expected a non-negative integer");
  return number;
}

}  // namespace tokmill::chat

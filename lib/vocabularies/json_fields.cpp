#include "vocabularies/json_fields.hpp"

#include <algorithm>
#include <charconv>

#include "tokmill/formats/json_writer.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

bool has_no_effect(const JsonValue& value) {
  switch (value.kind()) {
    case JsonKind::null: return true;
    case JsonKind::boolean: return !value.is_true();
    case JsonKind::number: return value.text().find_first_not_of("-0.") == std::string::npos;
    case JsonKind::string: return value.text().empty();
    case JsonKind::array: return value.elements().empty();
    case JsonKind::object: return value.members().empty();
  }
  return false;
}

}  // namespace

std::string_view name_of(JsonKind kind) noexcept {
  switch (kind) {
    case JsonKind::null: return "null";
    case JsonKind::boolean: return "a boolean";
    case JsonKind::number: return "a number";
    case JsonKind::string: return "a string";
    case JsonKind::array: return "an array";
    case JsonKind::object: return "an object";
  }
  return {};
}

void JsonFields::fail(const JsonPointer& at, std::string_view what) {
  if (failed()) return;
  error_ = Error{code_, at.text().append(": ").append(what)};
}

bool JsonFields::expect(const JsonValue& value, JsonKind kind, const JsonPointer& at) {
  if (value.is(kind)) return true;
  fail(at, std::string("expected ").append(name_of(kind)).append(", got ").append(name_of(value.kind())));
  return false;
}

void JsonFields::expect_members(const JsonValue& object, std::initializer_list<std::string_view> names,
                                const JsonPointer& at) {
  std::string buffer;
  for (const auto& [key, value] : object.members()) {
    const std::string_view name = key.text(buffer);
    if (std::find(names.begin(), names.end(), name) != names.end() || value.is_null()) continue;
    return fail(at.member(name), "this member is not supported");
  }
}

void JsonFields::expect_unused(const JsonValue& object, std::string_view name, const JsonPointer& at) {
  const std::optional<JsonValue> value = object.find(name);
  if (value && !has_no_effect(*value)) fail(at.member(name), "this feature is not supported");
}

std::optional<JsonValue> JsonFields::required(const JsonValue& object, std::string_view name, JsonKind kind,
                                              const JsonPointer& at) {
  const std::optional<JsonValue> value = object.find(name);
  if (!value) {
    fail(at.member(name), "this member is required");
    return std::nullopt;
  }
  return expect(*value, kind, at.member(name)) ? value : std::nullopt;
}

std::string JsonFields::text(const JsonValue& object, std::string_view name, const JsonPointer& at) {
  const std::optional<JsonValue> value = required(object, name, JsonKind::string, at);
  return value ? value->text() : std::string();
}

std::string JsonFields::text(const JsonValue& object, std::string_view name, const JsonPointer& at,
                             std::string_view fallback) {
  return object.find(name) ? text(object, name, at) : std::string(fallback);
}

bool JsonFields::flag(const JsonValue& object, std::string_view name, const JsonPointer& at, bool fallback) {
  const std::optional<JsonValue> value = object.find(name);
  if (!value) return fallback;
  return expect(*value, JsonKind::boolean, at.member(name)) ? value->is_true() : fallback;
}

std::uint32_t JsonFields::number(const JsonValue& value, const JsonPointer& at) {
  if (!expect(value, JsonKind::number, at)) return 0;
  std::string buffer;
  const std::string_view digits = value.text(buffer);
  std::uint32_t number = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (code == std::errc() && end == digits.data() + digits.size()) return number;
  fail(at, std::string("expected an integer from 0 to 4294967295, got ").append(digits));
  return 0;
}

}  // namespace tokmill::vocabularies

#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "tokmill/error.hpp"
#include "tokmill/export.hpp"
#include "tokmill/formats/json.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

using formats::JsonKind;
using formats::JsonPointer;
using formats::JsonValue;

/// Reads members of objects whose types are known, and keeps the first error. After an error the functions return empty
/// values, so that a reader needs to check for it only before it uses what it read.
class JsonFields {
 public:
  /// `code` is the code of the errors.
  explicit JsonFields(ErrorCode code) : code_(code) {}

  /// Records `POINTER: WHAT`, unless there is an error already.
  void fail(const JsonPointer& at, std::string_view what);

  [[nodiscard]] bool failed() const noexcept { return error_.has_value(); }

  /// Precondition: failed().
  [[nodiscard]] const Error& error() const noexcept { return *error_; }

  /// Checks that `value` is of a kind.
  [[nodiscard]] bool expect(const JsonValue& value, JsonKind kind, const JsonPointer& at);

  /// Checks that an object has no other members than `names`, except those that are null.
  void expect_members(const JsonValue& object, std::initializer_list<std::string_view> names, const JsonPointer& at);

  /// Checks that a member is missing, null, false, 0 or empty, and so has no effect.
  void expect_unused(const JsonValue& object, std::string_view name, const JsonPointer& at);

  /// A member that must be present, of a kind; nullopt after an error.
  [[nodiscard]] std::optional<JsonValue> required(const JsonValue& object, std::string_view name, JsonKind kind,
                                                  const JsonPointer& at);

  /// A string, or `fallback` if the member is missing or null. Without a fallback it is required.
  [[nodiscard]] std::string text(const JsonValue& object, std::string_view name, const JsonPointer& at);
  [[nodiscard]] std::string text(const JsonValue& object, std::string_view name, const JsonPointer& at,
                                 std::string_view fallback);

  /// A boolean, or `fallback` if the member is missing or null.
  [[nodiscard]] bool flag(const JsonValue& object, std::string_view name, const JsonPointer& at, bool fallback);

  /// A number from 0 to 2^32 - 1 as an integer without a fraction or an exponent; 0 after an error.
  [[nodiscard]] std::uint32_t number(const JsonValue& value, const JsonPointer& at);

 private:
  ErrorCode code_;
  std::optional<Error> error_;
};

/// The name of a kind with its article, for messages: "an array".
[[nodiscard]] std::string_view name_of(JsonKind kind) noexcept;

}  // namespace tokmill::vocabularies

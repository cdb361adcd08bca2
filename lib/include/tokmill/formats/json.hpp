#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {

struct JsonMember;

/// A JSON value whose numbers keep the digits that they were written with.
struct TOKMILL_EXPORT JsonValue {
  enum class Kind { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  bool boolean = false;
  std::string text;  ///< Of a string; or a number's digits.
  std::vector<JsonValue> elements;
  std::vector<JsonMember> members;  ///< In the order of the document.

  [[nodiscard]] bool is(Kind wanted) const noexcept { return kind == wanted; }
  [[nodiscard]] bool is_object() const noexcept { return is(Kind::object); }
  [[nodiscard]] bool is_array() const noexcept { return is(Kind::array); }
  [[nodiscard]] bool is_string() const noexcept { return is(Kind::string); }
  [[nodiscard]] bool is_number() const noexcept { return is(Kind::number); }
  [[nodiscard]] bool is_null() const noexcept { return is(Kind::null); }

  /// The member of this name, the last of several; null where there is none, or where it is JSON's null.
  [[nodiscard]] const JsonValue* find(std::string_view name) const noexcept;
};

/// A member of an object.
struct JsonMember {
  std::string name;
  JsonValue value;
};

/// The value of a JSON document. Ill-formed UTF-8 and lone surrogates in it are U+FFFD. At most 256 arrays
/// and objects may stand in each other. Errors: malformed_request, with the byte at which it is broken as
/// position.
[[nodiscard]] TOKMILL_EXPORT Result<JsonValue> parse_json(std::string_view text);

/// A place in a document, as a JSON pointer (RFC 6901) that grows by a step. Copying it costs nothing, as it
/// lives on the stack of whoever walks the document.
class TOKMILL_EXPORT JsonPointer {
 public:
  JsonPointer() = default;
  [[nodiscard]] JsonPointer member(std::string_view name) const { return JsonPointer(this, name, 0); }
  [[nodiscard]] JsonPointer element(std::size_t index) const { return JsonPointer(this, {}, index); }

  /// `/gpt-4o/input_cost_per_token`; `(document)` for the whole.
  [[nodiscard]] std::string text() const;

 private:
  JsonPointer(const JsonPointer* parent, std::string_view name, std::size_t index)
      : parent_(parent), name_(name), index_(index) {}

  const JsonPointer* parent_ = nullptr;
  std::string_view name_;  // no data: an element
  std::size_t index_ = 0;
};

}  // namespace tokmill::formats

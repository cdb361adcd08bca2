#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {

struct JsonMember;

/// A JSON value. Numbers keep the digits of the document.
struct TOKMILL_EXPORT JsonValue {
  enum class Kind { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  bool boolean = false;
  std::string text;  ///< The text of a string, or the digits of a number.
  std::vector<JsonValue> elements;
  std::vector<JsonMember> members;  ///< In document order, with duplicates.

  [[nodiscard]] bool is(Kind other) const noexcept { return kind == other; }
  [[nodiscard]] bool is_object() const noexcept { return is(Kind::object); }
  [[nodiscard]] bool is_array() const noexcept { return is(Kind::array); }
  [[nodiscard]] bool is_string() const noexcept { return is(Kind::string); }
  [[nodiscard]] bool is_number() const noexcept { return is(Kind::number); }
  [[nodiscard]] bool is_null() const noexcept { return is(Kind::null); }

  /// The value of the last member with this name; null if there is none or the value is JSON's null.
  [[nodiscard]] const JsonValue* find(std::string_view name) const noexcept;
};

/// A member of an object.
struct JsonMember {
  std::string name;
  JsonValue value;
};

/// Parses a JSON document (RFC 8259), which may start with a byte order mark. Each ill-formed part of UTF-8 and each
/// lone surrogate in a string becomes U+FFFD. Arrays and objects can be nested up to 256 levels deep. Linear.
///
/// A value takes about 90 bytes besides its text, so a document of many short values takes up to 90 times its size; the
/// functions below do not.
///
/// Errors: malformed_request, with the byte offset of the error as position; the message is
/// `invalid JSON at column N: REASON`, or `invalid JSON at line N, column N: REASON` if the document has several lines.
[[nodiscard]] TOKMILL_EXPORT Result<JsonValue> parse_json(std::string_view text);

/// Parses and checks a whole document, as parse_json(), but stores only one member: if the document is an object, the
/// result has its last member called `name`, or none. Arrays and objects in it are empty. Takes at most three times the
/// size of the document in memory. Linear. Errors: as parse_json().
[[nodiscard]] TOKMILL_EXPORT Result<JsonValue> parse_json_member(std::string_view text, std::string_view name);

/// Parses and checks a document, as parse_json(), and calls `on_element` for each element if it is an array; arrays and
/// objects among the elements are empty. Returns whether it is an array. Takes memory for the largest element only.
/// Linear. Errors: as parse_json(); then some elements have been passed to `on_element`.
[[nodiscard]] TOKMILL_EXPORT Result<bool> for_each_json_element(
    std::string_view text, const std::function<void(const JsonValue&)>& on_element);

/// A location in a document, as a JSON pointer (RFC 6901), for error messages. Each pointer refers to its parent, which
/// must outlive it, so that code that walks a document can keep pointers on the stack without allocating.
class TOKMILL_EXPORT JsonPointer {
 public:
  JsonPointer() = default;
  [[nodiscard]] JsonPointer member(std::string_view name) const { return JsonPointer(this, name, 0); }
  [[nodiscard]] JsonPointer element(std::size_t index) const { return JsonPointer(this, {}, index); }

  /// The pointer as text: `/gpt-4o/input_cost_per_token`; `(document)` for the whole document.
  [[nodiscard]] std::string text() const;

 private:
  JsonPointer(const JsonPointer* parent, std::string_view name, std::size_t index)
      : parent_(parent), name_(name), index_(index) {}

  const JsonPointer* parent_ = nullptr;
  std::string_view name_;  // data() is null for an element
  std::size_t index_ = 0;
};

}  // namespace tokmill::formats

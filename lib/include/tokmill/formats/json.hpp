#pragma once

#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {

/// The kind of a JSON value. Numbers keep the digits of the document.
enum class JsonKind { null, boolean, number, string, array, object };

template <class Item>
class JsonRange;
struct JsonMember;
class JsonDocument;

/// Parses a JSON document (RFC 8259), which may start with a byte order mark. Each ill-formed part of UTF-8 and each
/// lone surrogate in a string becomes U+FFFD. Arrays and objects can be nested up to 256 levels deep. Linear.
///
/// The document takes eight bytes for each value and each name of a member, so at most five times the size of the text,
/// but at least 450 bytes.
///
/// Errors: malformed_request, with the byte offset of the error as position; the message is
/// `invalid JSON at column N: REASON`, or `invalid JSON at line N, column N: REASON` if the document has several lines.
[[nodiscard]] TOKMILL_EXPORT Result<JsonDocument> parse_json(std::string_view text);

/// A value of a JsonDocument, which must outlive it. Cheap to copy. Strings are decoded when they are asked for.
class TOKMILL_EXPORT JsonValue {
 public:
  [[nodiscard]] JsonKind kind() const noexcept;
  [[nodiscard]] bool is(JsonKind other) const noexcept { return kind() == other; }
  [[nodiscard]] bool is_object() const noexcept { return is(JsonKind::object); }
  [[nodiscard]] bool is_array() const noexcept { return is(JsonKind::array); }
  [[nodiscard]] bool is_string() const noexcept { return is(JsonKind::string); }
  [[nodiscard]] bool is_number() const noexcept { return is(JsonKind::number); }
  [[nodiscard]] bool is_null() const noexcept { return is(JsonKind::null); }
  [[nodiscard]] bool is_true() const noexcept;

  /// The text of a string, or the digits of a number as in the document; empty for other kinds. Linear.
  [[nodiscard]] std::string text() const;

  /// As text(). The result is a view of the document if that has the text without escape sequences, else of `buffer`.
  [[nodiscard]] std::string_view text(std::string& buffer) const;

  /// Whether this is a string with this text. Linear in the size of `text`, unless it has escape sequences.
  [[nodiscard]] bool is_text(std::string_view text) const { return is_string() && has_text(text); }

  /// The value of the last member with this name; nullopt if there is none or the value is JSON's null. Linear in the
  /// number of members; constant for most names that the object lacks.
  [[nodiscard]] std::optional<JsonValue> find(std::string_view name) const;

  /// The elements of an array, and the members of an object in document order, with duplicates; none for other kinds.
  [[nodiscard]] JsonRange<JsonValue> elements() const noexcept;
  [[nodiscard]] JsonRange<JsonMember> members() const noexcept;

 private:
  friend class JsonDocument;
  friend Result<JsonDocument> parse_json(std::string_view text);
  template <class Item>
  friend class JsonRange;
  struct Document;

  JsonValue(const Document* document, std::size_t index) noexcept : document_(document), index_(index) {}

  [[nodiscard]] std::optional<std::string_view> plain_text() const;
  [[nodiscard]] bool has_text(std::string_view name) const;  // of a string
  [[nodiscard]] std::size_t end() const noexcept;  // the index of the value after this one

  const Document* document_;
  std::size_t index_;
};

/// A member of an object.
struct JsonMember {
  JsonValue key;  ///< A string.
  JsonValue value;
};

/// The elements of an array or the members of an object, for range-based loops and algorithms.
template <class Item>
class JsonRange {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Item;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Item;

    [[nodiscard]] Item operator*() const noexcept {
      if constexpr (std::is_same_v<Item, JsonValue>) {
        return at_;
      } else {
        return {at_, value()};
      }
    }
    Iterator& operator++() noexcept {
      at_.index_ = value().end();
      return *this;
    }
    Iterator operator++(int) noexcept {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    [[nodiscard]] bool operator==(const Iterator& other) const noexcept { return at_.index_ == other.at_.index_; }

   private:
    friend class JsonRange;
    explicit Iterator(JsonValue at) noexcept : at_(at) {}

    [[nodiscard]] JsonValue value() const noexcept {
      return std::is_same_v<Item, JsonValue> ? at_ : JsonValue(at_.document_, at_.index_ + 1);
    }

    JsonValue at_;  // an element, or the name of a member
  };

  [[nodiscard]] Iterator begin() const noexcept { return begin_; }
  [[nodiscard]] Iterator end() const noexcept { return end_; }
  [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }

  /// The number of items. Linear.
  [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(std::distance(begin_, end_)); }

 private:
  friend class JsonValue;
  JsonRange(JsonValue begin, JsonValue end) noexcept : begin_(begin), end_(end) {}

  Iterator begin_;
  Iterator end_;
};

/// A parsed JSON document. Refers to the text, which must outlive it.
class TOKMILL_EXPORT JsonDocument {
 public:
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();

  [[nodiscard]] JsonValue root() const noexcept;

  /// Whether the text is UTF-8.
  [[nodiscard]] bool is_well_formed() const noexcept;

 private:
  friend Result<JsonDocument> parse_json(std::string_view text);
  explicit JsonDocument(std::unique_ptr<JsonValue::Document> document) noexcept;

  std::unique_ptr<JsonValue::Document> document_;
};

/// A value of which the elements and members are not stored.
struct JsonShallowValue {
  JsonKind kind = JsonKind::null;
  bool boolean = false;
  std::string text;  ///< The text of a string, or the digits of a number.

  [[nodiscard]] bool is(JsonKind other) const noexcept { return kind == other; }
};

/// A document of which one member is stored.
struct JsonWithMember {
  JsonShallowValue value;
  std::optional<JsonShallowValue> member;  ///< nullopt if it is missing or null.
};

/// Parses and checks a whole document, as parse_json(), but stores only one member: if the document is an object, its
/// last member called `name`. Takes at most three times the size of the document in memory. Linear.
/// Errors: as parse_json().
[[nodiscard]] TOKMILL_EXPORT Result<JsonWithMember> parse_json_member(std::string_view text, std::string_view name);

/// Parses and checks a document, as parse_json(), and calls `on_element` for each element if it is an array. Returns
/// whether it is an array. Takes memory for the largest element only. Linear.
/// Errors: as parse_json(); then some elements have been passed to `on_element`.
[[nodiscard]] TOKMILL_EXPORT Result<bool> for_each_json_element(
    std::string_view text, const std::function<void(const JsonShallowValue&)>& on_element);

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

#pragma once

#include <cstddef>
#include <cstdint>
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
  [[nodiscard]] JsonKind kind() const noexcept { return static_cast<JsonKind>(word_ & kind_mask); }
  [[nodiscard]] bool is(JsonKind other) const noexcept { return kind() == other; }
  [[nodiscard]] bool is_object() const noexcept { return is(JsonKind::object); }
  [[nodiscard]] bool is_array() const noexcept { return is(JsonKind::array); }
  [[nodiscard]] bool is_string() const noexcept { return is(JsonKind::string); }
  [[nodiscard]] bool is_number() const noexcept { return is(JsonKind::number); }
  [[nodiscard]] bool is_null() const noexcept { return is(JsonKind::null); }
  [[nodiscard]] bool is_true() const noexcept { return is(JsonKind::boolean) && detail() != 0; }

  /// The text of a string, or the digits of a number as in the document; empty for other kinds. Linear.
  [[nodiscard]] std::string text() const;

  /// As text(). The result is a view of the document if that has the text without escape sequences, else of `buffer`.
  [[nodiscard]] std::string_view text(std::string& buffer) const;

  /// Whether this is a string with this text. Linear in the size of `text`, unless it has escape sequences.
  [[nodiscard]] bool is_text(std::string_view text) const {
    return is_string() && (detail() == text.size() || detail() == unknown_size) && has_text(text);
  }

  /// The value of the last member with this name; nullopt if there is none or the value is JSON's null. Linear in the
  /// number of members; constant for most names that the object lacks.
  [[nodiscard]] std::optional<JsonValue> find(std::string_view name) const {
    return may_have(name) ? find_member(name) : std::nullopt;
  }

  /// The elements of an array, and the members of an object in document order, with duplicates; none for other kinds.
  [[nodiscard]] JsonRange<JsonValue> elements() const noexcept;
  [[nodiscard]] JsonRange<JsonMember> members() const noexcept;

 private:
  friend class JsonDocument;
  friend Result<JsonDocument> parse_json(std::string_view text);
  friend Result<struct JsonPlaces> search_json(std::string_view text, bool is_well_formed, std::string_view path,
                                               std::string_view other_path, std::string& buffer);
  friend Result<bool> for_each_json_element(std::string_view text,
                                            const std::function<void(const struct JsonShallowValue&)>& on_element);
  template <class Item>
  friend class JsonRange;
  struct Document;
  class Reader;

  // A value, or the name of a member, is a word of its document. The lowest three bits are its kind. The next 45 bits
  // are the byte offset of a scalar value, or the index of the word after an array or object. The last 16 bits are a
  // detail: 1 for true, the size of the text of a string, or a filter of the names in an object.
  using Word = std::uint64_t;

  static constexpr Word kind_mask = 7;
  static constexpr unsigned payload_shift = 3;
  static constexpr unsigned detail_shift = 48;
  static constexpr unsigned detail_bits = 16;
  static constexpr std::size_t unknown_size = 0xFFFF;  // a long string, or one that must be decoded
  static constexpr unsigned full_filter = 0xFFFF;      // of any names

  // The bit of a name in the filter, by its first two characters. A name that is too short is continued by quotes.
  static constexpr unsigned filter_of(char first, char second) noexcept {
    return 1U << (static_cast<unsigned char>(first) * 7U + static_cast<unsigned char>(second)) % detail_bits;
  }
  static constexpr unsigned filter_of(std::string_view name) noexcept {
    return filter_of(name.empty() ? '"' : name[0], name.size() < 2 ? '"' : name[1]);
  }

  JsonValue(const Document* document, std::size_t index, Word word) noexcept
      : document_(document), index_(index), word_(word) {}

  // The value at this index; null after the last one.
  [[nodiscard]] static JsonValue at(const Document* document, std::size_t index) noexcept;

  [[nodiscard]] std::size_t payload() const noexcept {
    return static_cast<std::size_t>(word_ << (64 - detail_shift) >> (64 - detail_shift + payload_shift));
  }
  [[nodiscard]] std::size_t detail() const noexcept { return static_cast<std::size_t>(word_ >> detail_shift); }
  [[nodiscard]] bool may_have(std::string_view name) const noexcept {
    return is_object() && (detail() & filter_of(name)) != 0;
  }
  [[nodiscard]] std::size_t end() const noexcept {  // the index of the value after this one
    return is_array() || is_object() ? payload() : index_ + 1;
  }

  [[nodiscard]] std::optional<JsonValue> find_member(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> plain_text() const;
  [[nodiscard]] bool has_text(std::string_view name) const;  // of a string

  const Document* document_;
  std::size_t index_;
  Word word_;
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
    static constexpr bool is_of_values = std::is_same_v<Item, JsonValue>;

   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Item;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Item;

    [[nodiscard]] Item operator*() const noexcept { return item_; }
    Iterator& operator++() noexcept {
      item_ = item_at(value().document_, value().end());
      return *this;
    }
    Iterator operator++(int) noexcept {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    [[nodiscard]] bool operator==(const Iterator& other) const noexcept {
      return value().index_ == other.value().index_;
    }

   private:
    friend class JsonRange;
    explicit Iterator(const Item& item) noexcept : item_(item) {}

    [[nodiscard]] static Item item_at(const JsonValue::Document* document, std::size_t index) noexcept {
      if constexpr (is_of_values) {
        return JsonValue::at(document, index);
      } else {
        return {JsonValue::at(document, index), JsonValue::at(document, index + 1)};
      }
    }

    [[nodiscard]] const JsonValue& value() const noexcept {
      if constexpr (is_of_values) {
        return item_;
      } else {
        return item_.value;
      }
    }

    Item item_;
  };

  [[nodiscard]] Iterator begin() const noexcept { return begin_; }
  [[nodiscard]] Iterator end() const noexcept { return end_; }
  [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }

  /// The number of items. Linear.
  [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(std::distance(begin_, end_)); }

 private:
  friend class JsonValue;
  JsonRange(const JsonValue::Document* document, std::size_t begin, std::size_t end) noexcept
      : begin_(Iterator::item_at(document, begin)), end_(Iterator::item_at(document, end)) {}

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

/// Where a value is in a document: in the bytes [start, end).
struct JsonPlace {
  JsonKind kind = JsonKind::null;
  std::size_t start = 0;
  std::size_t end = 0;
};

/// What search_json() finds in a document.
struct JsonPlaces {
  JsonPlace document;
  std::optional<JsonPlace> member;        ///< At `path`.
  std::optional<JsonPlace> other_member;  ///< At `other_path`.

  /// The text of the document or of the member at `path`, if it is a string: a view of the document or of `buffer`.
  std::string_view text;
};

/// Parses and checks a whole document, as parse_json(), and finds two members of it. Stores nothing else. Linear.
///
/// A path is the name of a member, or names of nested objects and a member, separated by dots: `a.b` is the member `b` of
/// the object `a`, and the member `a.b`. The last of them is found. An empty path finds nothing. `is_well_formed`: the
/// text is UTF-8. `buffer` takes a text that must be decoded, and grows to the size of the document.
///
/// Errors: as parse_json().
[[nodiscard]] TOKMILL_EXPORT Result<JsonPlaces> search_json(std::string_view text, bool is_well_formed,
                                                            std::string_view path, std::string_view other_path,
                                                            std::string& buffer);

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

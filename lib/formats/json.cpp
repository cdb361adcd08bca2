// The project has its own JSON reader because it needs one that keeps the digits of numbers, replaces lone surrogates
// with U+FFFD, limits the nesting depth, and reports the position of an error. simdjson 3.0.1 and RapidJSON 1.1.0, the
// versions in Debian 12, reject lone surrogates.
//
// On one core, pricing a file of a million requests (654 MB) took 13 s with nlohmann-json 3.11.2 and 7.5 s with this
// reader. tests/fuzz/chat_request_fuzzer.cpp compares the results of the two.

#include "tokmill/formats/json.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>

#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

constexpr std::size_t max_depth = 256;  // the reader and the destructor of JsonValue recurse
constexpr std::size_t usual_members = 4;
constexpr unsigned replacement_character = 0xFFFD;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_between(unsigned value, unsigned low, unsigned high) {
  return value >= low && value <= high;
}

// Whether any of eight bytes is a quote, a backslash or a control character (below 0x20).
bool has_special_byte(const char* bytes) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t high_bits = ones << 7U;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const auto has_below = [](std::uint64_t value, std::uint64_t limit) {
    return ((value - ones * limit) & ~value & high_bits) != 0;
  };
  return has_below(word, 0x20) || has_below(word ^ (ones * '"'), 1) || has_below(word ^ (ones * '\\'), 1);
}

void append_utf8(std::string& text, unsigned character) {
  const auto append = [&text](unsigned byte) { text += static_cast<char>(byte); };
  if (character < 0x80) {
    append(character);
    return;
  }
  if (character < 0x800) {
    append(0xC0 | character >> 6U);
  } else {
    if (character < 0x10000) {
      append(0xE0 | character >> 12U);
    } else {
      append(0xF0 | character >> 18U);
      append(0x80 | (character >> 12U & 0x3FU));
    }
    append(0x80 | (character >> 6U & 0x3FU));
  }
  append(0x80 | (character & 0x3FU));
}

// `column 7`, or `line 2, column 7` if the document has several lines. Both count from 1, columns in characters.
std::string place_in(std::string_view text, std::size_t at) {
  if (text.ends_with('\n')) text.remove_suffix(1);  // a line of JSON Lines
  const std::string_view before = text.substr(0, at);
  const std::size_t start = before.rfind('\n') + 1;  // 0 if there is none
  const std::string column = "column " + std::to_string(count_characters(before.substr(start)) + 1);
  if (text.find('\n') == std::string_view::npos) return column;
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  return "line " + std::to_string(line) + ", " + column;
}

// A recursive-descent reader of RFC 8259. A function that returns false leaves the position of the error in `at_` and
// its reason in `reason_`. Functions that take a pointer check the value, but do not store it if the pointer is null.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), is_well_formed_(!find_ill_formed(text)) {}

  bool read_document(JsonValue& value) {
    skip_byte_order_mark();
    return read_value(&value) && read_end();
  }

  bool read_member_of_document(JsonValue& value, std::string_view name) {
    skip_byte_order_mark();
    skip_space();
    const bool is_valid = is_at('{') ? read_object_with(value, name) : read_shallow(value);
    return is_valid && read_end();
  }

  bool read_elements_of_document(bool& is_array, const std::function<void(const JsonValue&)>& on_element) {
    skip_byte_order_mark();
    skip_space();
    is_array = is_at('[');
    if (!is_array) return read_value(nullptr) && read_end();
    JsonValue element;
    const bool is_valid = read_items(']', [&] {
      reset(element);
      if (!read_shallow(element)) return false;
      on_element(element);
      return true;
    });
    return is_valid && read_end();
  }

  [[nodiscard]] Error error() const {
    const std::string_view reason = at_ == text_.size() ? "unexpected end of input" : reason_;
    std::string message = "invalid JSON at " + place_in(text_, at_);
    return {ErrorCode::malformed_request, message.append(": ").append(reason), at_};
  }

 private:
  static void reset(JsonValue& value) {
    value.kind = JsonValue::Kind::null;
    value.boolean = false;
    value.text.clear();
  }

  void skip_byte_order_mark() {
    if (text_.starts_with(utf8_byte_order_mark)) at_ = utf8_byte_order_mark.size();
  }

  bool read_end() {
    skip_space();
    return at_ == text_.size() || fail("expected end of input");
  }

  bool fail(std::string_view reason) {
    reason_ = reason;
    return false;
  }

  [[nodiscard]] bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }

  bool take(char c) {
    if (!is_at(c)) return false;
    ++at_;
    return true;
  }

  void skip_space() {
    while (is_at(' ') || is_at('\n') || is_at('\r') || is_at('\t')) ++at_;
  }

  bool read_value(JsonValue* value) {
    skip_space();
    if (at_ == text_.size()) return fail("expected a value");
    if (value != nullptr) value->kind = kind_of(text_[at_]);
    switch (text_[at_]) {
      case '{':
        return read_object(value);
      case '[':
        return read_array(value);
      case '"':
        return read_string(value == nullptr ? nullptr : &value->text);
      case 't':
        if (value != nullptr) value->boolean = true;
        return read_literal("true");
      case 'f':
        return read_literal("false");
      case 'n':
        return read_literal("null");
      default:
        if (!is_at('-') && !is_digit(text_[at_])) return fail("expected a value");
        return read_number(value == nullptr ? nullptr : &value->text);
    }
  }

  // Reads a value; of an array and an object only the kind.
  bool read_shallow(JsonValue& value) {
    skip_space();
    const bool is_nested = is_at('[') || is_at('{');
    if (is_nested) value.kind = kind_of(text_[at_]);
    return read_value(is_nested ? nullptr : &value);
  }

  static JsonValue::Kind kind_of(char first) {
    switch (first) {
      case '{':
        return JsonValue::Kind::object;
      case '[':
        return JsonValue::Kind::array;
      case '"':
        return JsonValue::Kind::string;
      case 't':
      case 'f':
        return JsonValue::Kind::boolean;
      case 'n':
        return JsonValue::Kind::null;
      default:
        return JsonValue::Kind::number;
    }
  }

  bool read_literal(std::string_view literal) {
    for (const char c : literal) {
      if (!take(c)) return fail("expected true, false or null");
    }
    return true;
  }

  bool read_digits() {
    if (at_ == text_.size() || !is_digit(text_[at_])) return fail("expected a digit");
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return true;
  }

  bool read_number(std::string* digits) {
    const std::size_t start = at_;
    take('-');
    if (!take('0') && !read_digits()) return false;
    if (take('.') && !read_digits()) return false;
    if (take('e') || take('E')) {
      if (!take('-')) take('+');
      if (!read_digits()) return false;
    }
    if (digits != nullptr) *digits = text_.substr(start, at_ - start);
    return true;
  }

  // Appends the text up to the next quote, backslash or control character.
  void append_plain(std::string* string) {
    const std::size_t start = at_;
    while (at_ + 8 <= text_.size() && !has_special_byte(text_.data() + at_)) at_ += 8;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' &&
           static_cast<unsigned char>(text_[at_]) >= 0x20) {
      ++at_;
    }
    if (string == nullptr) return;
    const std::string_view plain = text_.substr(start, at_ - start);
    if (is_well_formed_) {
      *string += plain;
    } else {
      *string += replace_ill_formed(plain);
    }
  }

  bool read_string(std::string* string) {
    take('"');
    for (;;) {
      append_plain(string);
      if (take('"')) return true;
      if (!take('\\')) return fail("unescaped control character");
      if (!read_escape(string)) return false;
    }
  }

  bool read_escape(std::string* string) {
    constexpr std::string_view names = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (take('u')) return read_unicode(string);
    const std::size_t name = at_ < text_.size() ? names.find(text_[at_]) : std::string_view::npos;
    if (name == std::string_view::npos) return fail("unknown escape sequence");
    if (string != nullptr) *string += meanings[name];
    ++at_;
    return true;
  }

  // Reads the digits of `\uXXXX` and, after a high surrogate, a following low surrogate. A lone surrogate becomes
  // U+FFFD.
  bool read_unicode(std::string* string) {
    unsigned first = 0;
    if (!read_hexadecimal(first)) return false;
    if (is_between(first, 0xD800, 0xDBFF)) {
      const std::size_t after_first = at_;
      unsigned second = 0;
      if (take('\\') && take('u')) {
        if (!read_hexadecimal(second)) return false;
        if (is_between(second, 0xDC00, 0xDFFF)) {
          append_character(string, 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00));
          return true;
        }
      }
      at_ = after_first;
    }
    append_character(string, is_between(first, 0xD800, 0xDFFF) ? replacement_character : first);
    return true;
  }

  static void append_character(std::string* string, unsigned character) {
    if (string != nullptr) append_utf8(*string, character);
  }

  bool read_hexadecimal(unsigned& value) {
    for (int i = 0; i < 4; ++i, ++at_) {
      if (at_ == text_.size()) return fail("expected a hexadecimal digit");
      const char c = text_[at_];
      const char folded = static_cast<char>(c | 0x20);
      if (is_digit(c)) {
        value = value * 16 + static_cast<unsigned>(c - '0');
      } else if (folded >= 'a' && folded <= 'f') {
        value = value * 16 + static_cast<unsigned>(folded - 'a' + 10);
      } else {
        return fail("expected a hexadecimal digit");
      }
    }
    return true;
  }

  // Reads an array or an object; `read_item` reads one element or member.
  template <class ReadItem>
  bool read_items(char end, const ReadItem& read_item) {
    if (depth_ == max_depth) return fail("nested deeper than 256 levels");
    ++depth_;
    ++at_;
    skip_space();
    if (!take(end)) {
      do {
        if (!read_item()) return false;
        skip_space();
      } while (take(','));
      if (!take(end)) return fail(end == ']' ? "expected ',' or ']'" : "expected ',' or '}'");
    }
    --depth_;
    return true;
  }

  bool read_array(JsonValue* value) {
    return read_items(']', [&] { return read_value(value == nullptr ? nullptr : &value->elements.emplace_back()); });
  }

  bool read_object(JsonValue* value) {
    return read_items('}', [&] {
      if (value == nullptr) return read_name(nullptr) && read_value(nullptr);
      if (value->members.empty()) value->members.reserve(usual_members);
      JsonMember& member = value->members.emplace_back();
      return read_name(&member.name) && read_value(&member.value);
    });
  }

  // Reads an object, of which only the last member called `name` is stored.
  bool read_object_with(JsonValue& value, std::string_view name) {
    value.kind = JsonValue::Kind::object;
    std::string found;
    return read_items('}', [&] {
      found.clear();
      if (!read_name(&found)) return false;
      if (found != name) return read_value(nullptr);
      if (value.members.empty()) value.members.push_back({found, {}});
      reset(value.members.front().value);
      return read_shallow(value.members.front().value);
    });
  }

  bool read_name(std::string* name) {
    skip_space();
    if (!is_at('"')) return fail("expected a member name");
    if (!read_string(name)) return false;
    skip_space();
    return take(':') || fail("expected ':'");
  }

  std::string_view text_;
  bool is_well_formed_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::string_view reason_;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const noexcept {
  for (auto member = members.rbegin(); member != members.rend(); ++member) {
    if (member->name == name) return member->value.is_null() ? nullptr : &member->value;
  }
  return nullptr;
}

Result<JsonValue> parse_json(std::string_view text) {
  Reader reader(text);
  JsonValue value;
  if (reader.read_document(value)) return value;
  return reader.error();
}

Result<JsonValue> parse_json_member(std::string_view text, std::string_view name) {
  Reader reader(text);
  JsonValue value;
  if (reader.read_member_of_document(value, name)) return value;
  return reader.error();
}

Result<bool> for_each_json_element(std::string_view text, const std::function<void(const JsonValue&)>& on_element) {
  Reader reader(text);
  bool is_array = false;
  if (reader.read_elements_of_document(is_array, on_element)) return is_array;
  return reader.error();
}

std::string JsonPointer::text() const {
  if (parent_ == nullptr) return "(document)";
  std::string path = parent_->parent_ == nullptr ? std::string() : parent_->text();
  path += '/';
  if (name_.data() == nullptr) return path + std::to_string(index_);
  for (const char c : name_) {
    if (c == '~') {
      path += "~0";
    } else if (c == '/') {
      path += "~1";
    } else {
      path += c;
    }
  }
  return path;
}

}  // namespace tokmill::formats

#include "json_document.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "tokmill/import/lone_surrogates.hpp"
#include "tokmill/text.hpp"

namespace tokmill::import {
namespace {

constexpr std::size_t deepest = 256;  // what nests in a value is destroyed by recursion

// Such escapes are rare, and most texts need no copy.
bool has_surrogate_escape(std::string_view text) {
  return text.find("\\ud") != std::string_view::npos || text.find("\\uD") != std::string_view::npos;
}

JsonValue value_of(JsonValue::Kind kind, std::string text = {}, bool boolean = false) {
  JsonValue value;
  value.kind = kind;
  value.boolean = boolean;
  value.text = std::move(text);
  return value;
}

// Builds the value while the reader runs over the text. Numbers that the reader takes for a double come with
// their digits; whole ones are exact as they are.
class Builder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  bool null() { return add({}); }
  bool boolean(bool value) { return add(value_of(JsonValue::Kind::boolean, {}, value)); }
  bool number_integer(number_integer_t value) { return number(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) { return number(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& digits) { return number(digits); }
  bool string(string_t& value) { return add(value_of(JsonValue::Kind::string, std::move(value))); }
  bool binary(binary_t&) { return false; }
  bool start_object(std::size_t) { return open(JsonValue::Kind::object); }
  bool start_array(std::size_t) { return open(JsonValue::Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(string_t& name) {
    key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
    position_ = position;
    return false;
  }

  [[nodiscard]] std::size_t position() const noexcept { return position_; }
  [[nodiscard]] bool is_too_deep() const noexcept { return too_deep_; }
  [[nodiscard]] JsonValue take() { return std::move(root_); }

 private:
  bool number(std::string digits) { return add(value_of(JsonValue::Kind::number, std::move(digits))); }

  bool add(JsonValue value) {
    place(std::move(value));
    return true;
  }

  JsonValue* place(JsonValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    JsonValue& parent = *open_.back();
    if (parent.is_array()) return &parent.elements.emplace_back(std::move(value));
    parent.members.push_back({std::move(key_), std::move(value)});
    return &parent.members.back().value;
  }

  bool open(JsonValue::Kind kind) {
    if (open_.size() == deepest) {
      too_deep_ = true;
      return false;
    }
    open_.push_back(place(value_of(kind)));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  JsonValue root_;
  std::vector<JsonValue*> open_;  // those inside are last; a parent does not grow while its child is open
  std::string key_;
  std::size_t position_ = 0;
  bool too_deep_ = false;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const noexcept {
  for (auto member = members.rbegin(); member != members.rend(); ++member) {
    if (member->name == name) return member->value.is_null() ? nullptr : &member->value;
  }
  return nullptr;
}

Result<JsonValue> parse_json(std::string_view text) {
  std::string repaired;
  const bool is_ill_formed = find_ill_formed(text).has_value();
  if (is_ill_formed || has_surrogate_escape(text)) {
    repaired = is_ill_formed ? replace_ill_formed(text) : std::string(text);
    replace_lone_surrogates(repaired);
    text = repaired;
  }
  Builder builder;
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return builder.take();
  if (builder.is_too_deep()) {
    return Error{ErrorCode::malformed_request, "more than 256 arrays and objects stand in each other"};
  }
  const std::size_t at = builder.position() > 0 ? builder.position() - 1 : 0;
  return Error{ErrorCode::malformed_request, "broken JSON at byte " + std::to_string(at), at};
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

}  // namespace tokmill::import

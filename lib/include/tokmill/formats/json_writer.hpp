#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {

/// `text` as a JSON string, with its quotes, in one line. Each ill-formed part becomes U+FFFD; all other characters
/// beyond ASCII are written as themselves.
[[nodiscard]] TOKMILL_EXPORT std::string json_string(std::string_view text);

/// Writes one JSON document, without white space, into a string. The caller is responsible for the structure: every
/// begin has its end, and within an object a key precedes each value.
///
///     JsonWriter json;
///     json.begin_object().member("tokens", 3).key("ids").begin_array().value(1).value(2).end_array().end_object();
///     json.text();  // {"tokens":3,"ids":[1,2]}
class TOKMILL_EXPORT JsonWriter {
 public:
  JsonWriter& begin_object() { return begin('{'); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array() { return begin('['); }
  JsonWriter& end_array() { return end(']'); }

  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(bool boolean) { return raw(boolean ? "true" : "false"); }
  JsonWriter& value(std::nullopt_t) { return raw("null"); }
  /// The shortest decimal that reads back as the same double; null for an infinity or NaN.
  JsonWriter& value(double number);
  template <std::integral Integer>
    requires(!std::same_as<Integer, bool>)
  JsonWriter& value(Integer number) {
    return raw(std::to_string(number));
  }
  /// The value, or null.
  template <class T>
  JsonWriter& value(const std::optional<T>& optional) {
    return optional ? value(*optional) : value(std::nullopt);
  }

  template <class T>
  JsonWriter& member(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  /// Writes `json`, which is a JSON value already.
  JsonWriter& raw(std::string_view json);

  /// Starts a new line before the next value or key, for documents with one record a line.
  JsonWriter& line_break();

  [[nodiscard]] const std::string& text() const& noexcept { return text_; }
  [[nodiscard]] std::string&& text() && noexcept { return static_cast<std::string&&>(text_); }

 private:
  JsonWriter& begin(char bracket);
  JsonWriter& end(char bracket);
  void separate();

  std::string text_;
  bool needs_comma_ = false;      // before the next value or key
  bool needs_line_break_ = false;
};

}  // namespace tokmill::inline TOKMILL_ABI::formats

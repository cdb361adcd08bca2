#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {

/// `text` as a JSON string, including its quotes, on one line. Each ill-formed part of UTF-8 becomes U+FFFD; other
/// non-ASCII characters are not escaped.
[[nodiscard]] TOKMILL_EXPORT std::string json_string(std::string_view text);

/// The text; nullopt, which is null in JSON, if it is empty.
[[nodiscard]] inline std::optional<std::string_view> unless_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

/// Writes one JSON document, without white space, into a string. The caller is responsible for its structure: every
/// begin_…() needs its end_…(), and each value in an object follows a key.
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
  /// The shortest decimal number that parses to the same double; null for an infinity or NaN.
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

  /// Writes `json`, which must be a valid JSON value.
  JsonWriter& raw(std::string_view json);

  /// Starts a new line before the next value or key, for documents with one record per line.
  JsonWriter& line_break();

  [[nodiscard]] const std::string& text() const& noexcept { return text_; }
  [[nodiscard]] std::string&& text() && noexcept { return static_cast<std::string&&>(text_); }

 private:
  JsonWriter& begin(char bracket);
  JsonWriter& end(char bracket);
  void separate();

  std::string text_;
  bool needs_comma_ = false;  // before the next value or key
  bool needs_line_break_ = false;
};

}  // namespace tokmill::formats

#include "tokmill/formats/json_writer.hpp"

#include <charconv>
#include <cmath>

#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

void append_string(std::string& json, std::string_view text) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  json += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"': json += "\\\""; break;
      case '\\': json += "\\\\"; break;
      case '\b': json += "\\b"; break;
      case '\f': json += "\\f"; break;
      case '\n': json += "\\n"; break;
      case '\r': json += "\\r"; break;
      case '\t': json += "\\t"; break;
      default:
        if (byte >= 0x20) {
          json += c;
        } else {
          json += "\\u00";
          json += hexadecimal[byte >> 4U];
          json += hexadecimal[byte & 0xFU];
        }
    }
  }
  json += '"';
}

void append_text(std::string& json, std::string_view text) {
  if (find_ill_formed(text)) {
    append_string(json, replace_ill_formed(text));
  } else {
    append_string(json, text);
  }
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string json;
  append_text(json, text);
  return json;
}

void JsonWriter::separate() {
  if (needs_comma_) text_ += ',';
  if (needs_line_break_) text_ += '\n';
  needs_comma_ = true;
  needs_line_break_ = false;
}

JsonWriter& JsonWriter::begin(char bracket) {
  separate();
  text_ += bracket;
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  text_ += bracket;
  needs_comma_ = true;
  needs_line_break_ = false;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_text(text_, name);
  text_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  append_text(text_, text);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return value(std::nullopt);
  char digits[32];
  const auto written = std::to_chars(digits, digits + sizeof digits, number);
  return raw(std::string_view(digits, static_cast<std::size_t>(written.ptr - digits)));
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  text_ += json;
  return *this;
}

JsonWriter& JsonWriter::line_break() {
  needs_line_break_ = true;
  return *this;
}

}  // namespace tokmill::formats

#include "formats/json_scanner.hpp"

#include <algorithm>
#include <cstring>

#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {
namespace {

constexpr unsigned replacement_character = 0xFFFD;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_between(unsigned value, unsigned low, unsigned high) {
  return value >= low && value <= high;
}

// Writes at most four bytes. Returns how many.
std::size_t write_utf8(unsigned character, char* out) {
  std::size_t size = 0;
  const auto write = [&](unsigned byte) { out[size++] = static_cast<char>(byte); };
  if (character < 0x80) {
    write(character);
    return size;
  }
  if (character < 0x800) {
    write(0xC0 | character >> 6U);
  } else {
    if (character < 0x10000) {
      write(0xE0 | character >> 12U);
    } else {
      write(0xF0 | character >> 18U);
      write(0x80 | (character >> 12U & 0x3FU));
    }
    write(0x80 | (character >> 6U & 0x3FU));
  }
  write(0x80 | (character & 0x3FU));
  return size;
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

}  // namespace

void JsonScanner::skip_byte_order_mark() {
  const std::string_view text(begin_, static_cast<std::size_t>(end_ - begin_));
  if (text.starts_with(utf8_byte_order_mark)) at_ = begin_ + utf8_byte_order_mark.size();
}

Error JsonScanner::error() const {
  const std::string_view reason = at_ == end_ ? "unexpected end of input" : reason_;
  const std::string_view text(begin_, static_cast<std::size_t>(end_ - begin_));
  std::string message = "invalid JSON at " + place_in(text, position());
  return {ErrorCode::malformed_request, message.append(": ").append(reason), position()};
}

bool JsonScanner::read_end() {
  skip_space();
  return at_ == end_ || fail("expected end of input");
}

bool JsonScanner::read_literal(std::string_view literal) {
  for (const char c : literal) {
    if (!take(c)) return fail("expected true, false or null");
  }
  return true;
}

void JsonScanner::skip_spaces() {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
  while (at_ != end_ && is_space(*at_)) ++at_;
}

bool JsonScanner::read_digits() {
  if (at_ == end_ || !is_digit(*at_)) return fail("expected a digit");
  while (at_ != end_ && is_digit(*at_)) ++at_;
  return true;
}

bool JsonScanner::read_number(std::string* digits) {
  const char* const start = at_;
  take('-');
  if (!take('0') && !read_digits()) return false;
  if (take('.') && !read_digits()) return false;
  if (take('e') || take('E')) {
    if (!take('-')) take('+');
    if (!read_digits()) return false;
  }
  if (digits != nullptr) digits->assign(start, at_);
  return true;
}

bool JsonScanner::read_string(std::string* string) {
  take('"');
  return read_rest(string);
}

bool JsonScanner::read_rest(std::string* string) {
  for (;;) {
    const char* const start = at_;
    at_ = find_special(at_, end_, high_bits_);
    if (string != nullptr) append_plain({start, at_}, *string);
    if (take('"')) return true;
    if (!take('\\')) return fail("unescaped control character");
    unsigned character = 0;
    if (!read_escape(character)) return false;
    char bytes[4];
    if (string != nullptr) string->append(bytes, write_utf8(character, bytes));
  }
}

bool JsonScanner::read_text(std::string& buffer, std::string_view& text) {
  if (!is_well_formed_) {
    buffer.clear();
    const bool is_valid = read_string(&buffer);
    text = buffer;
    return is_valid;
  }
  const char* const start = ++at_;
  at_ = find_special(at_, end_, high_bits_);
  const auto plain = static_cast<std::size_t>(at_ - start);
  if (take('"')) {
    text = {start, plain};
    return true;
  }
  // No escape sequence is shorter than its character. copy_plain() writes up to plain_step bytes more.
  const std::size_t most = static_cast<std::size_t>(end_ - start) + plain_step;
  if (buffer.size() < most) buffer.resize(most);
  std::memcpy(buffer.data(), start, plain);
  char* out = buffer.data() + plain;
  while (!take('"')) {
    if (!take('\\')) return fail("unescaped control character");
    unsigned character = 0;
    if (!read_escape(character)) return false;
    out += write_utf8(character, out);
    copy_plain(out);
  }
  text = {buffer.data(), static_cast<std::size_t>(out - buffer.data())};
  return true;
}

void JsonScanner::copy_plain(char*& out) {
  while (static_cast<std::size_t>(end_ - at_) >= plain_step) {
    std::memcpy(out, at_, plain_step);
    const std::size_t plain = plain_size(at_, high_bits_);
    at_ += plain;
    out += plain;
    if (plain != plain_step) return;
  }
  while (at_ != end_ && !is_special(*at_)) *out++ = *at_++;
}

void JsonScanner::append_plain(std::string_view read, std::string& string) const {
  if (is_well_formed_) {
    string += read;
  } else {
    string += replace_ill_formed(read);
  }
}

bool JsonScanner::read_escape(unsigned& character) {
  constexpr std::string_view names = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  if (take('u')) return read_unicode(character);
  const std::size_t name = at_ != end_ ? names.find(*at_) : std::string_view::npos;
  if (name == std::string_view::npos) return fail("unknown escape sequence");
  character = static_cast<unsigned char>(meanings[name]);
  ++at_;
  return true;
}

// Reads the digits of `\uXXXX` and, after a high surrogate, a following low surrogate. A lone surrogate becomes
// U+FFFD.
bool JsonScanner::read_unicode(unsigned& character) {
  unsigned first = 0;
  if (!read_hexadecimal(first)) return false;
  if (is_between(first, 0xD800, 0xDBFF)) {
    const char* const after_first = at_;
    unsigned second = 0;
    if (take('\\') && take('u')) {
      if (!read_hexadecimal(second)) return false;
      if (is_between(second, 0xDC00, 0xDFFF)) {
        character = 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00);
        return true;
      }
    }
    at_ = after_first;
  }
  character = is_between(first, 0xD800, 0xDFFF) ? replacement_character : first;
  return true;
}

bool JsonScanner::read_hexadecimal(unsigned& value) {
  for (int i = 0; i < 4; ++i, ++at_) {
    if (at_ == end_) return fail("expected a hexadecimal digit");
    const char c = *at_;
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

}  // namespace tokmill::formats

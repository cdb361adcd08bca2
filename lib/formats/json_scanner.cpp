#include "formats/json_scanner.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

// Whether a string ends or needs decoding at this byte: a quote, a backslash or a control character.
bool is_special(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

#if defined(__SSE2__)

constexpr std::size_t step = 16;

// The number of bytes before the first special one of `step` bytes.
std::size_t plain_size(const char* bytes) {
  __m128i block;
  std::memcpy(&block, bytes, sizeof block);
  const __m128i quotes = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
  const __m128i backslashes = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
  const __m128i control_characters = _mm_cmpeq_epi8(_mm_max_epu8(block, _mm_set1_epi8(0x1F)), _mm_set1_epi8(0x1F));
  const __m128i special = _mm_or_si128(_mm_or_si128(quotes, backslashes), control_characters);
  const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(special));
  return static_cast<std::size_t>(std::countr_zero(mask | 1U << step));
}

#else

constexpr std::size_t step = 8;

// The number of bytes before the first special one of `step` bytes.
std::size_t plain_size(const char* bytes) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t high_bits = ones << 7U;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const auto has_below = [](std::uint64_t value, std::uint64_t limit) {
    return ((value - ones * limit) & ~value & high_bits) != 0;
  };
  const bool has_special =
      has_below(word, 0x20) || has_below(word ^ (ones * '"'), 1) || has_below(word ^ (ones * '\\'), 1);
  return has_special ? static_cast<std::size_t>(std::find_if(bytes, bytes + step, is_special) - bytes) : step;
}

#endif

void append_utf8(std::string* text, unsigned character) {
  if (text == nullptr) return;
  const auto append = [text](unsigned byte) { *text += static_cast<char>(byte); };
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

}  // namespace

void JsonScanner::skip_byte_order_mark() {
  if (text_.starts_with(utf8_byte_order_mark)) at_ = utf8_byte_order_mark.size();
}

Error JsonScanner::error() const {
  const std::string_view reason = at_ == text_.size() ? "unexpected end of input" : reason_;
  std::string message = "invalid JSON at " + place_in(text_, at_);
  return {ErrorCode::malformed_request, message.append(": ").append(reason), at_};
}

bool JsonScanner::read_end() {
  skip_space();
  return at_ == text_.size() || fail("expected end of input");
}

bool JsonScanner::read_literal(std::string_view literal) {
  for (const char c : literal) {
    if (!take(c)) return fail("expected true, false or null");
  }
  return true;
}

bool JsonScanner::read_digits() {
  if (at_ == text_.size() || !is_digit(text_[at_])) return fail("expected a digit");
  while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
  return true;
}

bool JsonScanner::read_number(std::string* digits) {
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
void JsonScanner::append_plain(std::string* string) {
  const std::size_t start = at_;
  std::size_t plain = step;
  while (plain == step && at_ + step <= text_.size()) {
    plain = plain_size(text_.data() + at_);
    at_ += plain;
  }
  if (plain == step) {  // the end of the text is near
    const char* const end = text_.data() + text_.size();
    at_ = static_cast<std::size_t>(std::find_if(text_.data() + at_, end, is_special) - text_.data());
  }
  if (string == nullptr) return;
  const std::string_view read = text_.substr(start, at_ - start);
  if (is_well_formed_) {
    *string += read;
  } else {
    *string += replace_ill_formed(read);
  }
}

bool JsonScanner::read_string(std::string* string) {
  take('"');
  for (;;) {
    append_plain(string);
    if (take('"')) return true;
    if (!take('\\')) return fail("unescaped control character");
    if (!read_escape(string)) return false;
  }
}

bool JsonScanner::read_escape(std::string* string) {
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
bool JsonScanner::read_unicode(std::string* string) {
  unsigned first = 0;
  if (!read_hexadecimal(first)) return false;
  if (is_between(first, 0xD800, 0xDBFF)) {
    const std::size_t after_first = at_;
    unsigned second = 0;
    if (take('\\') && take('u')) {
      if (!read_hexadecimal(second)) return false;
      if (is_between(second, 0xDC00, 0xDFFF)) {
        append_utf8(string, 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00));
        return true;
      }
    }
    at_ = after_first;
  }
  append_utf8(string, is_between(first, 0xD800, 0xDFFF) ? replacement_character : first);
  return true;
}

bool JsonScanner::read_hexadecimal(unsigned& value) {
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

bool JsonScanner::read_name(std::string* name) {
  skip_space();
  if (!is_at('"')) return fail("expected a member name");
  if (!read_string(name)) return false;
  skip_space();
  return take(':') || fail("expected ':'");
}

}  // namespace tokmill::formats

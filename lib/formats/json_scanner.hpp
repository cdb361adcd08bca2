#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/json_plain.hpp"
#include "tokmill/error.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {

/// Reads the parts of a JSON text (RFC 8259) other than arrays and objects. A function that returns false leaves the
/// position and the reason for error(). Functions that take a pointer check what they read, but do not store it if the
/// pointer is null; they append to a string.
class JsonScanner {
 public:
  /// Starts at the byte offset `at`. `is_well_formed`: the text is UTF-8.
  JsonScanner(std::string_view text, bool is_well_formed, std::size_t at = 0)
      : begin_(text.data()),
        end_(text.data() + text.size()),
        at_(text.data() + at),
        is_well_formed_(is_well_formed) {}

  /// What went wrong, and where: the result of a document that could not be read.
  [[nodiscard]] Error error() const;

  [[nodiscard]] std::size_t position() const { return static_cast<std::size_t>(at_ - begin_); }

  /// Whether all strings so far are ASCII, as far as they were read without decoding.
  [[nodiscard]] bool is_ascii() const { return high_bits_ == 0; }

  /// Whether the next character is `c`.
  [[nodiscard]] bool is_at(char c) const { return at_ != end_ && *at_ == c; }

  /// The next character; 0 at the end.
  [[nodiscard]] char next() const { return at_ != end_ ? *at_ : '\0'; }

  /// Skips the next character if it is `c`.
  bool take(char c) {
    if (!is_at(c)) return false;
    ++at_;
    return true;
  }

  [[gnu::always_inline]] void skip_space() {
    if (is_at(' ')) ++at_;  // as most writers of JSON put it after a colon or comma
    if (at_ != end_ && static_cast<unsigned char>(*at_) <= ' ') skip_spaces();
  }

  void skip_byte_order_mark();

  /// Sets the reason of the error; returns false.
  bool fail(std::string_view reason) {
    reason_ = reason;
    return false;
  }

  bool read_end();
  bool read_literal(std::string_view literal);
  bool read_number(std::string* digits);
  bool read_string(std::string* string);

  /// Reads a string whose text becomes `text`: a view of the JSON text if that has it as it is, otherwise of `buffer`, which
  /// grows to the size of the JSON text. The next character must be a quote.
  bool read_text(std::string& buffer, std::string_view& text);

  /// Reads a string that is not stored. Sets the size of its text, unless that has escape sequences. The next character
  /// must be a quote.
  bool skip_string(std::size_t& plain_size) {
    const char* const start = ++at_;
    unsigned high_bits = 0;
    at_ = find_special(start, end_, high_bits);
    high_bits_ |= high_bits;
    if (!take('"')) return read_rest(nullptr);
    plain_size = static_cast<std::size_t>(at_ - 1 - start);
    return true;
  }

  /// The quote before the name of a member.
  bool expect_name() {
    skip_space();
    return is_at('"') || fail("expected a member name");
  }

  /// The colon after the name of a member.
  bool read_colon() {
    skip_space();
    return take(':') || fail("expected ':'");
  }

 private:
  [[gnu::noinline]] void skip_spaces();
  bool read_digits();
  bool read_rest(std::string* string);  // of a string, after its quote
  void append_plain(std::string_view read, std::string& string) const;
  bool read_escape(unsigned& character);
  bool read_unicode(unsigned& character);
  void copy_plain(char*& out);
  bool read_hexadecimal(unsigned& value);

  const char* begin_;
  const char* end_;
  const char* at_;
  bool is_well_formed_;
  unsigned high_bits_ = 0;  // of bytes in strings; not zero if one is not ASCII
  std::string_view reason_;
};

}  // namespace tokmill::formats

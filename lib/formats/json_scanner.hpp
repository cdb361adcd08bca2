#pragma once

#include <cstddef>
#include <string>
#include <string_view>

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
      : text_(text), is_well_formed_(is_well_formed), at_(at) {}

  /// What went wrong, and where: the result of a document that could not be read.
  [[nodiscard]] Error error() const;

  [[nodiscard]] std::size_t position() const { return at_; }

  /// Whether the next character is `c`.
  [[nodiscard]] bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }

  /// The next character; 0 at the end.
  [[nodiscard]] char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  /// Skips the next character if it is `c`.
  bool take(char c) {
    if (!is_at(c)) return false;
    ++at_;
    return true;
  }

  void skip_space() {
    while (is_at(' ') || is_at('\n') || is_at('\r') || is_at('\t')) ++at_;
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

  /// The name of a member and the colon after it.
  bool read_name(std::string* name);

 private:
  bool read_digits();
  void append_plain(std::string* string);
  bool read_escape(std::string* string);
  bool read_unicode(std::string* string);
  bool read_hexadecimal(unsigned& value);

  std::string_view text_;
  bool is_well_formed_;
  std::size_t at_;
  std::string_view reason_;
};

}  // namespace tokmill::formats

#pragma once

// The boundaries of words and sentences in ASCII, as ICU finds them (Unicode Standard Annex 29), many times as fast.
// The tests compare both. Rules have the names of the annex: WB and SB.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// Properties of an ASCII character, as sets of bits.
enum AsciiClass : std::uint16_t {
  ascii_upper = 1 << 0,
  ascii_lower = 1 << 1,
  ascii_digit = 1 << 2,
  ascii_underscore = 1 << 3,
  ascii_mid_letter = 1 << 4,  // inside a word between letters
  ascii_mid_digit = 1 << 5,   // inside a number between digits
  ascii_blank = 1 << 6,       // the blank alone
  ascii_period = 1 << 7,      // may end a sentence, or an abbreviation
  ascii_end = 1 << 8,         // ends a sentence
  ascii_continue = 1 << 9,    // a sentence goes on before it
  ascii_close = 1 << 10,      // belongs to the sentence before it
  ascii_space = 1 << 11,      // white space except line breaks
  ascii_line_break = 1 << 12,
  ascii_word_letter = 1 << 13,

  ascii_word = ascii_word_letter | ascii_digit | ascii_underscore,
  ascii_cased = ascii_upper | ascii_lower,
  ascii_term = ascii_period | ascii_end,
};

/// The properties of each byte according to the linked ICU; 0 for bytes that are not ASCII.
[[nodiscard]] const std::array<std::uint16_t, 256>& ascii_classes();

/// The classes of the bytes of a text.
class AsciiText {
 public:
  explicit AsciiText(std::string_view text) : text_(text), classes_(ascii_classes()) {}

  [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }

  /// Whether the byte at `at` is in one of the classes; false at the end of the text and after it.
  [[nodiscard]] bool is(std::size_t at, unsigned classes) const noexcept {
    return at < text_.size() && (classes_[static_cast<unsigned char>(text_[at])] & classes) != 0;
  }

  /// The end of the run of such bytes that starts at `at`.
  [[nodiscard]] std::size_t skip(std::size_t at, unsigned classes) const noexcept {
    while (is(at, classes)) ++at;
    return at;
  }

  /// The end of the line break at `at`; `at` if there is none.
  [[nodiscard]] std::size_t skip_line_break(std::size_t at) const noexcept {
    if (!is(at, ascii_line_break)) return at;
    return at + (text_.substr(at, 2) == "\r\n" ? 2 : 1);
  }

 private:
  std::string_view text_;
  const std::array<std::uint16_t, 256>& classes_;
};

/// Calls on_break(at, is_word) for the end of each segment of `bytes`, which is ASCII, until it returns false.
/// `is_word`: whether ICU gives the segment the status of a word or a number.
template <class OnBreak>
void for_each_ascii_word(std::string_view bytes, OnBreak&& on_break) {
  const AsciiText text(bytes);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    bool is_word = false;
    if (text.is(at, ascii_word)) {
      while (true) {
        // ICU gives no status to a single underscore.
        is_word |= at != start || !text.is(at, ascii_underscore);
        ++at;
        if (text.is(at, ascii_word)) continue;
        const bool joins_letters =  // WB6, WB7
            text.is(at, ascii_mid_letter) && text.is(at - 1, ascii_word_letter) && text.is(at + 1, ascii_word_letter);
        const bool joins_digits =  // WB11, WB12
            text.is(at, ascii_mid_digit) && text.is(at - 1, ascii_digit) && text.is(at + 1, ascii_digit);
        if (!joins_letters && !joins_digits) break;
        ++at;
      }
    } else if (text.is(at, ascii_line_break)) {
      at = text.skip_line_break(at);
    } else if (text.is(at, ascii_blank)) {
      at = text.skip(at, ascii_blank);  // WB3d
    } else {
      ++at;
    }
    if (!on_break(at, is_word)) return;
  }
}

/// Calls on_break(at) for the end of each sentence of `bytes`, which is ASCII, until it returns false.
template <class OnBreak>
void for_each_ascii_sentence(std::string_view bytes, OnBreak&& on_break) {
  const AsciiText text(bytes);
  // Whether a sentence goes on after the mark at `term`, and the closing marks and white space up to `at`.
  const auto goes_on = [&text](std::size_t term, std::size_t at) {
    if (text.is(at, ascii_continue | ascii_term)) return true;  // SB8a
    if (!text.is(term, ascii_period)) return false;
    if (at == term + 1) {
      if (text.is(at, ascii_digit)) return true;                                                            // SB6
      if (term > 0 && text.is(term - 1, ascii_cased) && text.is(at, ascii_upper)) return true;  // SB7
    }
    while (at < text.size() && !text.is(at, ascii_cased | ascii_line_break | ascii_term)) ++at;
    return text.is(at, ascii_lower);  // SB8
  };
  std::size_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t term = at;
    if (text.is(term, ascii_line_break)) {
      at = text.skip_line_break(term);  // SB4
    } else {
      ++at;
      if (!text.is(term, ascii_term)) continue;
      const std::size_t separated = text.skip(text.skip(at, ascii_close), ascii_space);
      at = text.skip_line_break(separated);
      if (at == separated && goes_on(term, at)) continue;
    }
    last = at;
    if (!on_break(at)) return;  // SB11
  }
  if (last != text.size()) on_break(text.size());
}

}  // namespace tokmill::icu

#include "icu/ascii_breaks.hpp"

#include <unicode/uchar.h>

#include "icu/break_iterator.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {
namespace {

unsigned word_class(UChar32 character) {
  switch (u_getIntPropertyValue(character, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER: return ascii_word_letter;
    case U_WB_NUMERIC: return ascii_digit;
    case U_WB_EXTENDNUMLET: return ascii_underscore;
    case U_WB_WSEGSPACE: return ascii_blank;
    default: return 0;
  }
}

unsigned sentence_class(UChar32 character) {
  switch (u_getIntPropertyValue(character, UCHAR_SENTENCE_BREAK)) {
    case U_SB_UPPER: return ascii_upper;
    case U_SB_LOWER: return ascii_lower;
    case U_SB_ATERM: return ascii_period;
    case U_SB_STERM: return ascii_end;
    case U_SB_SCONTINUE: return ascii_continue;
    case U_SB_CLOSE: return ascii_close;
    case U_SB_SP: return ascii_space;
    case U_SB_CR:
    case U_SB_LF: return ascii_line_break;
    default: return 0;
  }
}

// Whether ICU has no boundary inside these bytes.
bool is_one_word(UBreakIterator* breaks, std::string_view text) {
  std::size_t first = 0;
  for_each_break(breaks, text, [&first](std::size_t at) {
    first = at;
    return false;
  });
  return first == text.size();
}

std::array<std::uint16_t, 256> make_ascii_classes() {
  std::array<std::uint16_t, 256> classes{};
  const BreakIterator breaks = open_break_iterator(UBRK_WORD);
  for (char c = 0; c >= 0 && c < 127; ++c) {
    unsigned set = word_class(c) | sentence_class(c);
    // The property alone does not tell: ICU's rules treat some characters differently.
    if (u_ispunct(c) != 0) {
      const char after_letter[] = {'a', c};
      if ((set & ascii_word) == 0 && is_one_word(breaks.get(), {after_letter, 2})) set |= ascii_word_letter;
      const char between_letters[] = {'a', c, 'a'};
      const char between_digits[] = {'0', c, '0'};
      if ((set & ascii_word) == 0) {
        if (is_one_word(breaks.get(), {between_letters, 3})) set |= ascii_mid_letter;
        if (is_one_word(breaks.get(), {between_digits, 3})) set |= ascii_mid_digit;
      }
    }
    classes[static_cast<unsigned char>(c)] = static_cast<std::uint16_t>(set);
  }
  return classes;
}

}  // namespace

const std::array<std::uint16_t, 256>& ascii_classes() {
  static const std::array<std::uint16_t, 256> classes = make_ascii_classes();
  return classes;
}

}  // namespace tokmill::icu

// Compares the generated tables of Unicode 16.0 with ICU, for every code point assigned in the Unicode version of ICU.

#include "core/unicode/char_class.hpp"

#include <doctest/doctest.h>
#include <unicode/uchar.h>

#include "reference/pre_tokenizer.hpp"

namespace {

using tokmill::unicode::char_class;
using tokmill::unicode::CharClass;

CharClass class_by_icu(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  if (c == '\r' || c == '\n') return CharClass::newline;
  if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE) != 0) return CharClass::space;
  switch (u_charType(c)) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER: return CharClass::upper;
    case U_LOWERCASE_LETTER: return CharClass::lower;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER: return CharClass::uncased;
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK: return CharClass::mark;
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER: return CharClass::number;
    default: return CharClass::other;
  }
}

}  // namespace

TEST_CASE("classes agree with ICU for all code points that ICU knows") {
  int compared = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (!tokmill::reference::icu_knows(c)) continue;
    ++compared;
    if (char_class(c) != class_by_icu(c)) FAIL_CHECK("U+" << std::hex << static_cast<unsigned>(c));
  }
  CHECK(compared > 280'000);  // Unicode 15.0 has 287,000 with private use
}

TEST_CASE("code points that ICU does not know are new in 15.1 or 16.0, or unassigned") {
  // 5,812 code points were assigned between 15.0 and 16.0: 627 in 15.1 and 5,185 in 16.0.
  int newer = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (!tokmill::reference::icu_knows(c) && char_class(c) != CharClass::other) ++newer;
  }
  CHECK(newer > 0);
  CHECK(newer <= 5'812);
}

TEST_CASE("the tables are those of Unicode 16.0") {
  CHECK(char_class(0x2EBF0) == CharClass::uncased);  // 15.1
  CHECK(char_class(0x1C89) == CharClass::upper);     // 16.0
  CHECK(char_class(0x1C8A) == CharClass::lower);     // 16.0
  CHECK(char_class(0x105C0) == CharClass::uncased);  // 16.0
  CHECK(char_class(0x11DB0) == CharClass::other);    // a letter since 17.0
}

TEST_CASE("there are 25 white space characters") {
  int spaces = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    spaces += tokmill::unicode::contains(tokmill::unicode::white_space, char_class(c));
  }
  CHECK(spaces == 25);
}

TEST_CASE("ascii_class equals char_class for ASCII") {
  for (char32_t c = 0; c < 0x80; ++c) {
    CHECK(tokmill::unicode::ascii_class(static_cast<unsigned char>(c)) == char_class(c));
  }
}

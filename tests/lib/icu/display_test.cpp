#include "tokmill/icu/display.hpp"

#include <doctest/doctest.h>

using tokmill::icu::display_width;
using tokmill::icu::is_visible;
using tokmill::icu::join;

TEST_CASE("display: columns of a terminal") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("né·→⏎‿◌") == 7);
  CHECK(display_width("你好") == 4);
  CHECK(display_width("ｆ") == 2);
  CHECK(display_width("한") == 2);
  CHECK(display_width("\u1112\u1161\u11AB") == 2);  // the same syllable in jamo
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("\U0001F600") == 2);
  CHECK(display_width("a\u200Db\uFE0F") == 2);
  CHECK(display_width("\u00AD") == 1);
  CHECK(display_width("a\xE4\xBD") == 2);
}

TEST_CASE("display: letters that join") {
  CHECK(join("مر", "ح") == false);  // reh joins only the letter before it
  CHECK(join("ب", "ح"));
  CHECK(join("ب\u064E", "ا"));  // fatha, a mark
  CHECK(join("ا", "ب") == false);
  CHECK(join("ab", "ب") == false);
  CHECK(join("ب", " ") == false);
  CHECK(join("", "ب") == false);
  CHECK(join("ب", "\u064E") == false);
  CHECK(join("ש", "ב") == false);
}

TEST_CASE("display: visible characters") {
  for (const char32_t c : U"a你é\u0301\U0001F600·") {
    if (c == 0) continue;  // the end of the literal
    CAPTURE(static_cast<unsigned>(c));
    CHECK(is_visible(c));
  }
  for (const char32_t c : {U' ', U'\n', U'\0', U'\x1B', U'\x9B', U'\xA0', U'\xAD', U'\u200D', U'\u202E',
                           U'\u2028', U'\u3000', U'\uFE0F', U'\uE000', U'\uFFFF', U'\U0010FFFF'}) {
    CAPTURE(static_cast<unsigned>(c));
    CHECK_FALSE(is_visible(c));
  }
}

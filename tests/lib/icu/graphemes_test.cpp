#include "tokmill/icu/graphemes.hpp"

#include <doctest/doctest.h>

#include <string_view>

using tokmill::icu::count_graphemes;
using tokmill::icu::grapheme_ends;
using Ends = std::vector<std::size_t>;

TEST_CASE("graphemes: each user-perceived character has one end") {
  CHECK(grapheme_ends("") == Ends{});
  CHECK(grapheme_ends("ab") == Ends{1, 2});
  CHECK(grapheme_ends("\r\nx") == Ends{2, 3});
  CHECK(grapheme_ends("e\u0301!") == Ends{3, 4});
  CHECK(grapheme_ends("\U0001F468\u200D\U0001F469\u200D\U0001F467") == Ends{18});
  CHECK(grapheme_ends("\u1100\u1161\u11A8\u1100") == Ends{9, 12});
}

TEST_CASE("graphemes: each ill-formed sequence is one character") {
  CHECK(grapheme_ends("a\xFF" "b") == Ends{1, 2, 3});
  CHECK(grapheme_ends("\xE4\xBD") == Ends{2});
}

TEST_CASE("graphemes: their number is that of their ends") {
  for (const std::string_view text : {"", "ab", "\r\nx", "e\u0301!", "\u1100\u1161\u11A8\u1100", "a\xFF" "b"}) {
    CHECK(count_graphemes(text) == grapheme_ends(text).size());
  }
}

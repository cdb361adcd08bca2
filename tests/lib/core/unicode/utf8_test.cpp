#include "core/unicode/utf8.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace std::string_literals;

TEST_CASE("the limits of table 3-7 are well-formed") {
  for (const std::string& text : {"\0"s, "\x7F"s, "\xC2\x80"s, "\xDF\xBF"s, "\xE0\xA0\x80"s, "\xED\x9F\xBF"s,
                                  "\xEE\x80\x80"s, "\xEF\xBF\xBF"s, "\xF0\x90\x80\x80"s, "\xF4\x8F\xBF\xBF"s}) {
    CAPTURE(text.size());
    CHECK(tokmill::unicode::well_formed_size(text) == text.size());
    CHECK_FALSE(tokmill::find_ill_formed(text));
    CHECK(tokmill::count_characters(text) == 1);
  }
}

TEST_CASE("the bytes from 0x80 to 0xBF do not start a character") {
  for (unsigned byte = 0; byte < 256; ++byte) {
    CAPTURE(byte);
    CHECK(tokmill::starts_character(static_cast<char>(byte)) == (byte < 0x80 || byte > 0xBF));
  }
}

TEST_CASE("ill-formed parts are maximal subparts") {
  const auto replaced = [](const std::string& text) { return tokmill::replace_ill_formed(text); };
  const std::string r = "\xEF\xBF\xBD";
  CHECK(replaced("a\xFFz"s) == "a" + r + "z");
  CHECK(replaced("\xC0\xAF"s) == r + r);                  // overlong: no character starts with either byte
  CHECK(replaced("\xED\xA0\x80"s) == r + r + r);          // a surrogate
  CHECK(replaced("\xF4\x90\x80\x80"s) == r + r + r + r);  // above U+10FFFF
  CHECK(replaced("\xE4\xBD"s) == r);                      // cut short by the end
  CHECK(replaced("\xE4\xBDz"s) == r + "z");
  CHECK(replaced("\xF0\x9F\x98\xE4\xBD\xA0"s) == r + "\xE4\xBD\xA0");
  CHECK(replaced("\x80\x80"s) == r + r);
  CHECK(replaced(""s).empty());
}

// The same replacement, one unit at a time, at every distance between ill-formed parts.
TEST_CASE("ill-formed parts are replaced as next_utf8_unit finds them") {
  std::mt19937 random(20261125);
  const std::vector<std::string> atoms = {"a", "\xC3\xA9", "\xE4\xBD\xA0", "\xF0\x9F\x98\x80", "\xE4\xBD", "\xF0\x9F",
                                          "\x80", "\xFF", "\xC0", "\xED\xA0", "\xF4\x90", std::string(70, 'b')};
  for (int i = 0; i < 4000; ++i) {
    std::string text;
    const bool any_byte = i % 2 == 0;
    for (auto part = random() % 40; part > 0; --part) {
      text += any_byte ? std::string(1, static_cast<char>(random())) : atoms[random() % atoms.size()];
    }
    std::string expected;
    std::size_t characters = 0;
    for (std::string_view rest = text; !rest.empty(); ++characters) {
      const tokmill::Utf8Unit unit = tokmill::next_utf8_unit(rest);
      expected += unit.well_formed ? rest.substr(0, unit.size) : std::string_view("\xEF\xBF\xBD");
      rest.remove_prefix(unit.size);
    }
    CAPTURE(text);
    REQUIRE(tokmill::replace_ill_formed(text) == expected);
    REQUIRE(tokmill::count_characters(text) == characters);
  }
}

// Long enough for the loops that copy blocks.
TEST_CASE("long texts with few and with many ill-formed parts are replaced as next_utf8_unit finds them") {
  std::mt19937 random(5);
  for (int i = 0; i < 300; ++i) {
    std::string text;
    const std::size_t size = random() % 4000;
    while (text.size() < size) {
      if (random() % 3 == 0) {
        const std::string_view part = i % 2 == 0 ? "ab" : "\xE4\xB8\xAD\xF0\x9F\x98\x80";
        for (auto times = random() % 200; times > 0; --times) text += part;
      }
      for (auto bytes = random() % 600; bytes > 0; --bytes) text += static_cast<char>(random());
    }
    std::string expected;
    std::size_t characters = 0;
    for (std::string_view rest = text; !rest.empty(); ++characters) {
      const tokmill::Utf8Unit unit = tokmill::next_utf8_unit(rest);
      expected += unit.well_formed ? rest.substr(0, unit.size) : "\xEF\xBF\xBD";
      rest.remove_prefix(unit.size);
    }
    REQUIRE(tokmill::replace_ill_formed(text) == expected);
    REQUIRE(tokmill::count_characters(text) == characters);
  }
}

TEST_CASE("the offset of the first ill-formed part") {
  for (std::size_t before = 0; before < 20; ++before) {
    CHECK(tokmill::find_ill_formed(std::string(before, 'a') + "\xFF" + "b") == before);
  }
}

TEST_CASE("an ill-formed part is one character") {
  CHECK(tokmill::count_characters("a\xE4\xBD" "b\xC3\xA9") == 4);
}

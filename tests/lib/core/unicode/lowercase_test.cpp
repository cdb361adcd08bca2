// Compares lower case with ICU. tests/differential/normal_form_test.py compares it with Hugging Face tokenizers.

#include "core/unicode/lowercase.hpp"

#include <doctest/doctest.h>
#include <unicode/uchar.h>

#include <ios>
#include <random>
#include <string>
#include <string_view>

#include "core/unicode/utf8.hpp"
#include "reference/pre_tokenizer.hpp"

namespace {

using tokmill::unicode::append_utf8;
using tokmill::unicode::lowercase_prefix;
using tokmill::unicode::lowercased;

std::string lower(std::string_view text) {
  std::string result;
  tokmill::unicode::append_lowercase(text, result);
  return result;
}

/// The lower case of a character by ICU's data of single characters, which has no sequence of two.
std::string lower_by_icu(char32_t c) {
  if (c == 0x130) return "i\u0307";
  std::string text;
  append_utf8(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))), text);
  return text;
}

std::string utf8(char32_t c) {
  std::string text;
  append_utf8(c, text);
  return text;
}

}  // namespace

TEST_CASE("every character that ICU knows equals ICU") {
  int changed = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (!tokmill::reference::icu_knows(c)) continue;
    const std::string expected = lower_by_icu(c);
    changed += expected != utf8(c);
    if (lower(utf8(c)) != expected) FAIL_CHECK("U+", std::hex, static_cast<unsigned>(c));
  }
  CHECK(changed == 1433);  // Unicode 15.0
}

TEST_CASE("the data is that of Unicode 17.0") {
  CHECK(lower("\uA7DC") == "\u019B");          // 16.0
  CHECK(lower("\U00016EA0") == "\U00016EBB");  // 17.0
  CHECK(lower("\uA7CE") == "\uA7CF");          // 17.0
}

TEST_CASE("each character is converted by itself") {
  CHECK(lower("ΑΣ ΟΔΟΣ") == "ασ οδοσ");  // no final sigma
  CHECK(lower("İI") == "i\u0307i");
  CHECK(lower("ẞ") == "ß");
  CHECK(lower("\u212A") == "k");
  CHECK(lower("\u023A") == "\u2C65");  // longer
}

TEST_CASE("random texts are converted character by character") {
  std::mt19937 random(20261126);
  std::string buffer;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    std::string expected;
    for (auto size = random() % 12; size > 0; --size) {
      const auto c = static_cast<char32_t>(random() % 2 == 0 ? 0x20 + random() % 0x60 : 0x80 + random() % 0x580);
      append_utf8(c, text);
      expected += lower(utf8(c));
    }
    CAPTURE(text);
    REQUIRE(lower(text) == expected);
    const std::string_view view = lowercased(text, buffer);
    REQUIRE(view == expected);
    REQUIRE((view.data() == text.data()) == (expected == text));
    const std::size_t prefix = lowercase_prefix(text);
    REQUIRE(text.substr(0, prefix) == expected.substr(0, prefix));
    if (prefix < text.size()) REQUIRE(lower(text.substr(prefix, 4)) != text.substr(prefix, 4));
  }
}

TEST_CASE("the prefix ends at the first character that changes") {
  CHECK(lowercase_prefix("abc") == 3);
  CHECK(lowercase_prefix("abC") == 2);
  CHECK(lowercase_prefix("今日äÄ") == 8);
  CHECK(lowercase_prefix("") == 0);
}

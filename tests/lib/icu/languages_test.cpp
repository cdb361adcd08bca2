#include "tokmill/icu/languages.hpp"

#include <doctest/doctest.h>

using tokmill::icu::count_words;
using tokmill::icu::language_name;
using tokmill::icu::script_name;

TEST_CASE("languages have English names") {
  CHECK(language_name("en") == "English");
  CHECK(language_name("zh-Hans") == "Simplified Chinese");
  CHECK(language_name("pt-BR") == "Brazilian Portuguese");
  CHECK(language_name("xqz") == "");
  CHECK(language_name("no tag") == "");
  CHECK(language_name("") == "");
}

TEST_CASE("scripts: the script of most letters, made more specific by the tag") {
  CHECK(script_name("en", "one, two") == "Latin");
  CHECK(script_name("hi", "नमस्ते, abc") == "Devanagari");
  CHECK(script_name("zh-Hans", "你好") == "Simplified Han");
  CHECK(script_name("zh-Hant", "你好") == "Traditional Han");
  CHECK(script_name("ja", "市場の広場") == "Japanese");
  CHECK(script_name("ko", "시장") == "Korean");
  CHECK(script_name("und", "你好") == "Han");
  CHECK(script_name("sr", "Rano ujutru") == "Latin");  // usually Cyrillic
  CHECK(script_name("no tag", "привет") == "Cyrillic");
  CHECK(script_name("en", "1 2 3") == "");
}

TEST_CASE("words") {
  CHECK(count_words("") == 0);
  CHECK(count_words("It's 3.14, isn't it? - Yes!") == 5);
  CHECK(count_words("ตลาดเช้า") == 2);
}

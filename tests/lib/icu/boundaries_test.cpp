#include "tokmill/icu/boundaries.hpp"

#include <doctest/doctest.h>

#include <random>
#include <stdexcept>
#include <string>

#include "icu/break_iterator.hpp"
#include "icu/status.hpp"
#include "tokmill/icu/graphemes.hpp"

namespace {

// The text with a bar at each offset.
std::string cut(const tokmill::BoundaryFinder& find, std::string_view text) {
  std::vector<std::size_t> offsets;
  find(text, offsets);
  std::string shown;
  std::size_t start = 0;
  for (const std::size_t offset : offsets) {
    shown += std::string(text.substr(start, offset - start)) + '|';
    start = offset;
  }
  return shown + std::string(text.substr(start));
}

}  // namespace

TEST_CASE("sentences end after the white space that follows them") {
  const auto find = tokmill::icu::sentence_finder();
  CHECK(cut(find, "It rained. We left! (Why?) Pi is 3.14, e.g. today.") ==
        "It rained. |We left! |(Why?) |Pi is 3.14, e.g. today.|");
  CHECK(cut(find, "今日は雨。帰る。") == "今日は雨。|帰る。|");
  CHECK(cut(find, "नमस्ते। आप कैसे हैं?") == "नमस्ते। |आप कैसे हैं?|");
  CHECK(cut(find, "") == "");
}

TEST_CASE("words start after white space, or at dictionary boundaries") {
  const auto find = tokmill::icu::word_finder();
  CHECK(cut(find, "Well, (it's 3.14)  more - \"quoted\"\n end") == "Well, |(it's |3.14)  |more |- |\"quoted\"\n |end");
  CHECK(cut(find, "one/two-three") == "one/|two-|three");
  CHECK(cut(find, "ตลาดเช้า") == "ตลาด|เช้า");
  CHECK(cut(find, "東京都、大阪") == "東京|都、|大阪");
}

TEST_CASE("ASCII has the boundaries that it has before other text") {
  // The text after it makes ICU find them.
  constexpr std::string_view chinese = "\u4E2D";
  const auto sentences = tokmill::icu::sentence_finder();
  const auto words = tokmill::icu::word_finder();
  std::mt19937 random(20261126);
  const std::string all = "abzAZ019_ .!?,;:'\"-/()\n\r\t\v\f\x01\x7F@#";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    const std::size_t kinds = i % 3 == 0 ? 9 : i % 3 == 1 ? 10 : all.size();
    for (std::size_t size = 1 + random() % 12; size > 0; --size) text += all[random() % kinds];
    CAPTURE(text);
    for (const auto* const find : {&sentences, &words}) {
      std::vector<std::size_t> alone;
      std::vector<std::size_t> before;
      (*find)(text, alone);
      (*find)(text + "\n" + std::string(chinese), before);
      const auto is_later = [&text](std::size_t at) { return at >= text.size(); };
      std::erase_if(alone, is_later);
      std::erase_if(before, is_later);
      CHECK(alone == before);
    }
  }
  std::vector<std::size_t> offsets;
  sentences("no end", offsets);
  CHECK(offsets == std::vector<std::size_t>{6});
}

TEST_CASE("graphemes end where grapheme_ends() says") {
  const auto find = tokmill::icu::grapheme_finder();
  std::string ascii;
  for (int i = 0; i < 128; ++i) {
    ascii += static_cast<char>(i);
    ascii += "\r\n";
  }
  for (const std::string& text : {std::string(), ascii, ascii + "e\u0301", std::string("e\u0301\r\n\n\r")}) {
    std::vector<std::size_t> offsets;
    find(text, offsets);
    CHECK(offsets == tokmill::icu::grapheme_ends(text));
  }
}

// Texts of more than 1 GiB are split into windows. Small windows test the same code.
TEST_CASE("windows do not change boundaries") {
  std::string text;
  for (int i = 0; i < 50; ++i) {
    text += "It's 3.14 e\u0301. \U0001F468\u200D\U0001F469! \U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7 x\r\n";
    text += "a\xFF" "b\xE4\xBD 帰る。\n";
  }
  for (const UBreakIteratorType type : {UBRK_CHARACTER, UBRK_WORD, UBRK_SENTENCE}) {
    const tokmill::icu::BreakIterator breaks = tokmill::icu::open_break_iterator(type);
    const auto boundaries = [&](std::size_t window) {
      std::vector<std::size_t> found;
      tokmill::icu::for_each_break(breaks.get(), text, [&](std::size_t at) { found.push_back(at); }, window);
      return found;
    };
    const auto expected = boundaries(text.size());
    CHECK(expected.back() == text.size());
    for (std::size_t window = 128; window < 256; ++window) {
      CAPTURE(window);
      CHECK(boundaries(window) == expected);
    }
  }
}

TEST_CASE("a segment longer than half a window is an error") {
  const tokmill::icu::BreakIterator breaks = tokmill::icu::open_break_iterator(UBRK_WORD);
  const std::string text(100, 'x');
  const auto count = [&](std::size_t window) {
    std::size_t found = 0;
    tokmill::icu::for_each_break(breaks.get(), text, [&](std::size_t) { ++found; }, window);
    return found;
  };
  CHECK(count(100) == 1);
  CHECK_THROWS_AS(count(99), std::length_error);
}

TEST_CASE("failures of ICU are thrown with their cause") {
  CHECK_NOTHROW(tokmill::icu::check(U_ZERO_ERROR));
  CHECK_NOTHROW(tokmill::icu::check(U_USING_DEFAULT_WARNING));
  CHECK_THROWS_AS(tokmill::icu::check(U_MEMORY_ALLOCATION_ERROR), std::bad_alloc);
  CHECK_THROWS_WITH_AS(tokmill::icu::check(U_MISSING_RESOURCE_ERROR), "ICU failed with U_MISSING_RESOURCE_ERROR",
                       std::runtime_error);
}

#include "tokmill/icu/boundaries.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "icu/ascii_breaks.hpp"
#include "icu/break_iterator.hpp"
#include "icu/status.hpp"
#include "tokmill/icu/graphemes.hpp"

namespace {

// The text with a bar at each offset.
std::string cut(const tokmill::BoundaryFinder& find, std::string_view text) {
  std::vector<std::size_t> offsets;
  find(text, text.size(), offsets);
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
      (*find)(text, text.size(), alone);
      const std::string longer = text + "\n" + std::string(chinese);
      (*find)(longer, longer.size(), before);
      const auto is_later = [&text](std::size_t at) { return at >= text.size(); };
      std::erase_if(alone, is_later);
      std::erase_if(before, is_later);
      CHECK(alone == before);
    }
  }
  std::vector<std::size_t> offsets;
  sentences("no end", 6, offsets);
  CHECK(offsets == std::vector<std::size_t>{6});
}

TEST_CASE("ASCII has the words and sentences that ICU finds") {
  namespace icu = tokmill::icu;
  const icu::BreakIterator words = icu::open_break_iterator(UBRK_WORD);
  const icu::BreakIterator sentences = icu::open_break_iterator(UBRK_SENTENCE);
  using Breaks = std::vector<std::pair<std::size_t, bool>>;
  const auto check = [&](std::string_view text) {
    CAPTURE(text);
    Breaks found;
    Breaks expected;
    icu::for_each_ascii_word(text, [&found](std::size_t at, bool is_word) {
      found.emplace_back(at, is_word);
      return true;
    });
    icu::for_each_break(words.get(), text, [&](std::size_t at) {
      expected.emplace_back(at, ubrk_getRuleStatus(words.get()) >= UBRK_WORD_NONE_LIMIT);
      return true;
    });
    REQUIRE(found == expected);
    found.clear();
    expected.clear();
    icu::for_each_ascii_sentence(text, [&found](std::size_t at) {
      found.emplace_back(at, false);
      return true;
    });
    icu::for_each_break(sentences.get(), text, [&expected](std::size_t at) {
      expected.emplace_back(at, false);
      return true;
    });
    REQUIRE(found == expected);
  };
  // All texts of five characters that the rules distinguish, and random texts.
  constexpr std::string_view characters = "aA0_.!,' \n\r";
  constexpr std::size_t size = 5;
  std::string text(size, characters[0]);
  for (std::size_t number = 0; number < 161'051; ++number) {
    std::size_t rest = number;
    for (char& c : text) {
      c = characters[rest % characters.size()];
      rest /= characters.size();
    }
    check(text);
  }
  std::mt19937 random(20261127);
  constexpr std::string_view more = "abAZ01_.!?,;:'\"-/()[]{} \t\v\f\n\r@#\x01\x1C\x7F";
  for (int i = 0; i < 100'000; ++i) {
    text.clear();
    for (std::size_t left = random() % 16; left > 0; --left) {
      text += i % 4 == 0 ? static_cast<char>(random() % 128) : more[random() % more.size()];
    }
    check(text);
  }
}

TEST_CASE("boundaries up to a limit are those of the whole text") {
  const tokmill::BoundaryFinder finders[] = {tokmill::icu::sentence_finder(), tokmill::icu::word_finder(),
                                             tokmill::icu::grapheme_finder()};
  constexpr std::string_view parts[] = {"a", "Word ", "3.14", ". ", "! ", "?\n", "\r\n", " ", "'s", "\u4E2D\u6587",
                                        "\u3002", "e\u0301", "\u0E15\u0E25\u0E32\u0E14", "\u2029", "-", "(\"x\")"};
  std::mt19937 random(20261128);
  for (int i = 0; i < 5'000; ++i) {
    std::string text;
    const std::size_t kinds = i % 2 == 0 ? 9 : std::size(parts);
    for (std::size_t left = 1 + random() % 12; left > 0; --left) text += parts[random() % kinds];
    const std::size_t limit = random() % (text.size() + 2);
    CAPTURE(text);
    CAPTURE(limit);
    for (const tokmill::BoundaryFinder& find : finders) {
      std::vector<std::size_t> all;
      std::vector<std::size_t> some;
      find(text, text.size(), all);
      find(text, limit, some);
      std::erase_if(all, [&](std::size_t at) { return at > limit; });
      std::erase_if(some, [&](std::size_t at) { return at > limit; });
      REQUIRE(some == all);
    }
  }
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
    find(text, text.size(), offsets);
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
      tokmill::icu::for_each_break(breaks.get(), text, [&](std::size_t at) {
        found.push_back(at);
        return true;
      }, window);
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
    tokmill::icu::for_each_break(breaks.get(), text, [&](std::size_t) { return ++found > 0; }, window);
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

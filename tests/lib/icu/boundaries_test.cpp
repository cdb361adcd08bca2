#include "tokmill/icu/boundaries.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

// The text with a bar at each offset.
std::string cut(const tokmill::icu::Finder& find, std::string_view text) {
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

TEST_CASE("sentences end behind the white space that follows them") {
  const auto find = tokmill::icu::sentence_finder();
  CHECK(cut(find, "It rained. We left! (Why?) Pi is 3.14, e.g. today.") ==
        "It rained. |We left! |(Why?) |Pi is 3.14, e.g. today.|");
  CHECK(cut(find, "今日は雨。帰る。") == "今日は雨。|帰る。|");
  CHECK(cut(find, "नमस्ते। आप कैसे हैं?") == "नमस्ते। |आप कैसे हैं?|");
  CHECK(cut(find, "") == "");
}

TEST_CASE("words begin behind white space, and where there is none by the dictionary") {
  const auto find = tokmill::icu::word_finder();
  CHECK(cut(find, "Well, (it's 3.14)  more - \"quoted\"\n end") == "Well, |(it's |3.14)  |more |- |\"quoted\"\n |end");
  CHECK(cut(find, "one/two-three") == "one/|two-|three");
  CHECK(cut(find, "ตลาดเช้า") == "ตลาด|เช้า");
  CHECK(cut(find, "東京都、大阪") == "東京|都、|大阪");
}

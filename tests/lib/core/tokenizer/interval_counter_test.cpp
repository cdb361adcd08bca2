#include "tokmill/interval_counter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/truncate/texts.hpp"
#include "lib/encoding.hpp"
#include "lib/repeated.hpp"
#include "reference/intervals.hpp"
#include "tokmill/registry.hpp"

namespace {

using namespace tokmill;
using test::repeated;

// One encoding per pattern and vocabulary.
// Compares the counts of parts of one text.
class IntervalComparison {
 public:
  IntervalComparison(const Encoding& one, std::string text)
      : encoding_(one), text_(std::move(text)), counter_(one, text_) {}

  void check(std::size_t start, std::size_t end) const {
    const std::size_t expected = reference::count_interval(text_, start, end, count_of(encoding_));
    const std::size_t actual = counter_.count(start, end);
    if (actual == expected) return;
    CAPTURE(encoding_.name());
    CAPTURE(text_.substr(0, 200));
    CAPTURE(start);
    CAPTURE(end);
    REQUIRE(actual == expected);
  }

  void check_all() const {
    for (std::size_t start = 0; start <= text_.size(); ++start) {
      for (std::size_t end = start; end <= text_.size(); ++end) check(start, end);
    }
  }

  void check_some(Random& random, int intervals) const {
    for (int i = 0; i < intervals; ++i) {
      std::size_t start = below(random, text_.size() + 1);
      std::size_t end = below(random, text_.size() + 1);
      if (start > end) std::swap(start, end);
      check(start, end);
      check(start, std::min(text_.size(), start + below(random, 600)));
      check(0, end);
      check(start, text_.size());
    }
  }

 private:
  const Encoding& encoding_;
  std::string text_;
  IntervalCounter counter_;
};

}  // namespace

TEST_CASE("interval_counter: short texts, every interval") {
  const std::vector<std::string> texts = {
      "",
      "a",
      "They'll say: 3.14, we'LL go'save it's \u0161'\u017F",
      "中ABx 中AB",
      "a\n  \n   b",
      " \n\n !/\n/ \t\r\n",
      "\u0301A\u0301 é",
      "\xE4\xB8z\xF0\x9F\x98\xFF\xC3\xA9\xED\xA0\x80",
      "12345678 x१२३४५६७٣٤٥",
      "a<|endoftext|>  <|endoftext|",
      "  \u3000\t中文字、カナ \u00A0",
      "👩‍👩‍👧 😀😀",
      "'ve've've've've've've",
      std::string("\0\0a\0", 4),
  };
  for (const std::string& text : texts) {
    for (const std::string_view name : vocabulary_names) IntervalComparison(encoding(name), text).check_all();
  }
}

TEST_CASE("interval_counter: mixed texts") {
  Random random(20261127);
  for (int i = 0; i < 24; ++i) {
    std::string text = mixed_text(random, 1 + below(random, std::size_t{1} << (4 + below(random, 7))));
    if (i % 3 == 0) damage(random, text);
    for (const std::string_view name : vocabulary_names) IntervalComparison(encoding(name), text).check_some(random, 40);
  }
}

TEST_CASE("interval_counter: long runs") {
  Random random(20261128);
  for (int i = 0; i < 60; ++i) {
    std::string text;
    for (auto left = 1 + below(random, 3); left > 0; --left) {
      text += long_run(random, below(random, std::size_t{1} << (2 + below(random, 11))));
      if (below(random, 2) == 0) text += mixed_text(random, below(random, 8));
    }
    if (i % 7 == 0) damage(random, text);
    for (const std::string_view name : vocabulary_names) IntervalComparison(encoding(name), text).check_some(random, 12);
  }
}

TEST_CASE("interval_counter: long pieces next to each other") {
  constexpr std::size_t size = 3000;
  const std::vector<std::string> texts = {
      repeated(std::string_view("\0", 1), size) + "x",
      "it's" + repeated("a", size) + repeated("-", size) + "'s",
      "a\n" + repeated(" ", size) + "b",
      repeated("\n", size) + repeated(" ", size) + "b",
      repeated(" ", size) + "\n" + repeated(" ", size) + " x",
      "!" + repeated("\r\n", size) + "/ " + repeated("/", size),
      "\u4E2D" + repeated("A", size) + "'s" + repeated("\u4E2D\u6587", size),
      "abc" + repeated("\u4E2D", size) + repeated("A", size) + "b",
      repeated("\u4E2DA", size),
      repeated("7", size) + " " + repeated("१", size) + "x" + repeated("7१", size),
      repeated("'ve", size),
      repeated("\xE4\xB8", size) + repeated("\xFF", size),
      repeated("\U0001F600", size) + "!" + repeated("\u0301", size),
  };
  Random random(20261129);
  for (const std::string& text : texts) {
    for (const std::string_view name : vocabulary_names) IntervalComparison(encoding(name), text).check_some(random, 15);
  }
}

TEST_CASE("interval_counter: intervals out of range") {
  const IntervalCounter counter(encoding("o200k_base"), "hello world");
  CHECK(counter.size() == 11);
  CHECK(counter.count(0, 100) == 2);
  CHECK(counter.count(6, 5) == 0);
  CHECK(counter.count(100, 200) == 0);
  IntervalCounter moved(encoding("o200k_base"), "x");
  moved = IntervalCounter(encoding("o200k_base"), "hello");
  CHECK(moved.count(0, 5) == 1);
}

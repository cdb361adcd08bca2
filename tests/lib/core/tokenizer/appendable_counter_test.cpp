#include "tokmill/appendable_counter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/truncate/texts.hpp"
#include "lib/encoding.hpp"
#include "reference/intervals.hpp"
#include "tokmill/registry.hpp"

namespace {

using namespace tokmill;

// One encoding per pattern and vocabulary.
// A counter and its reference.
class AppendableComparison {
 public:
  explicit AppendableComparison(const Encoding& one) : encoding_(one), counter_(one), expected_(count_of(one)) {}

  void append(std::string_view part) {
    // A copy of its own, so that sanitizers notice reads outside of the part.
    const std::vector<char> copy(part.begin(), part.end());
    counter_.append({copy.data(), copy.size()});
    expected_.append(part);
  }

  void roll_back(std::size_t size) {
    counter_.roll_back(size);
    expected_.roll_back(size);
  }

  [[nodiscard]] std::size_t size() const { return expected_.text().size(); }

  void check() {
    const std::uint64_t actual = counter_.count();
    if (actual == expected_.count() && counter_.size() == size()) return;
    CAPTURE(encoding_.name());
    CAPTURE(expected_.text().substr(0, 200));
    CAPTURE(size());
    REQUIRE(counter_.size() == size());
    REQUIRE(actual == expected_.count());
  }

 private:
  const Encoding& encoding_;
  AppendableCounter counter_;
  reference::GrowingText expected_;
};

const std::vector<std::string>& short_texts() {
  static const std::vector<std::string> all = {
      "a",
      "They'll say: 3.14",
      "we'LL go'save it's \u0161'\u017F",
      "中ABx 中AB",
      "a\n  \n   b",
      " \n\n !/\n/ \t\r\n",
      "\u0301A\u0301 é",
      "\xE4\xB8z\xF0\x9F\x98\xFF\xC3\xA9\xED\xA0\x80",
      "12345678 x१२३४",
      "a<|endoftext|>  <|end",
      "  \u3000\t中文字、カナ",
      "👩‍👩‍👧 😀",
      "'ve've've've",
  };
  return all;
}

std::string text_of_kind(Random& random, std::size_t kind, std::size_t size) {
  if (kind == 0) return mixed_text(random, size / 4);
  std::string text = long_run(random, size);
  if (kind == 2 && !text.empty()) {
    for (std::size_t i = 0; i < 3; ++i) text[below(random, text.size())] = "\xE4\xFF\xF0"[below(random, 3)];
  }
  return text;
}

}  // namespace

TEST_CASE("appendable_counter: byte by byte, and back") {
  for (const std::string& text : short_texts()) {
    for (const std::string_view name : vocabulary_names) {
      AppendableComparison comparison(encoding(name));
      comparison.check();
      for (const char byte : text) {
        comparison.append({&byte, 1});
        comparison.check();
      }
      while (comparison.size() > 0) {
        comparison.roll_back(comparison.size() - 1);
        comparison.check();
      }
    }
  }
}

TEST_CASE("appendable_counter: short texts, every size to roll back to, and the rest again") {
  for (const std::string& text : short_texts()) {
    for (const std::string_view name : vocabulary_names) {
      for (std::size_t size = 0; size <= text.size(); ++size) {
        AppendableComparison comparison(encoding(name));
        comparison.append(text);
        comparison.check();
        comparison.roll_back(size);
        comparison.check();
        comparison.append(std::string_view(text).substr(size));
        comparison.check();
      }
    }
  }
}

TEST_CASE("appendable_counter: random parts and sizes to roll back to") {
  Random random(20261130);
  for (std::size_t i = 0; i < 48; ++i) {
    std::string text;
    while (text.size() < 6000) {
      text += text_of_kind(random, i % 3, below(random, std::size_t{1} << (2 + below(random, 12))));
    }
    for (const std::string_view name : vocabulary_names) {
      AppendableComparison comparison(encoding(name));
      const std::size_t longest = std::size_t{1} << below(random, 13);
      for (int step = 0; step < 40; ++step) {
        const std::size_t at = comparison.size();
        comparison.append(std::string_view(text).substr(at % text.size(), 1 + below(random, longest)));
        if (below(random, 3) > 0) comparison.check();
        if (below(random, 3) > 0) continue;
        const std::size_t size = comparison.size();
        const bool is_far = below(random, 2) == 0;
        comparison.roll_back(is_far ? below(random, size + 1) : size - std::min(size, below(random, 20)));
        if (below(random, 2) == 0) comparison.check();
      }
      comparison.check();
    }
  }
}

TEST_CASE("appendable_counter: long pieces, part by part") {
  constexpr std::size_t size = 40'000;
  for (const std::string& text : long_pieces(size)) {
    for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
      AppendableComparison comparison(encoding(name));
      for (std::size_t at = 0; at < text.size(); at += 3001) {
        comparison.append(std::string_view(text).substr(at, 3001));
        if (at % 2 == 0) comparison.check();
      }
      comparison.check();
      for (const std::size_t shorter : {size - 1, size / 2 + 1, std::size_t{20'001}, std::size_t{99}}) {
        comparison.roll_back(shorter);
        comparison.check();
        comparison.append("xyz \xE4");
        comparison.check();
        comparison.roll_back(shorter);
      }
    }
  }
}

TEST_CASE("appendable_counter: a counter can be moved, and sizes beyond the text change nothing") {
  AppendableCounter counter(encoding("o200k_base"));
  counter.append("hello wor");
  AppendableCounter moved(std::move(counter));
  moved.append("ld");
  moved.roll_back(100);
  CHECK(moved.size() == 11);
  CHECK(moved.count() == 2);
}

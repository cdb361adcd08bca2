#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/pretokenize/pattern/splitter.hpp"
#include "core/unicode/utf8.hpp"
#include "lib/core/pretokenize/pattern/random_pattern.hpp"
#include "lib/core/pretokenize/pattern/split_pieces.hpp"

namespace {

using namespace tokmill::pretokenize::pattern;
using namespace tokmill::tests;

std::vector<std::size_t> cuts_of(const Splitter& splitter, std::string_view text) {
  std::vector<std::size_t> cuts;
  for (std::size_t cut = 0; (cut = splitter.safe_cut(text, cut + 1, text.size())) < text.size();) cuts.push_back(cut);
  return cuts;
}

// Checks each cut of the text, and returns their number.
std::size_t check_cuts(const Splitter& splitter, std::string_view text) {
  if (text.empty()) return 0;
  const std::vector<std::size_t> cuts = cuts_of(splitter, text);
  const Pieces whole = pieces(splitter, text);
  CAPTURE(text);
  for (const std::size_t cut : cuts) {
    CAPTURE(cut);
    REQUIRE(tokmill::unicode::is_character_boundary(text, cut));
    REQUIRE(pieces_of_halves(splitter, text, cut) == whole);
  }
  CHECK(splitter.last_safe_cut(text, 0) == (cuts.empty() ? std::string_view::npos : cuts.back()));
  return cuts.size();
}

// Random steps; their patterns are added to `patterns`.
Splitter random_splitter(RandomPatterns& random, std::string& patterns) {
  constexpr Behavior behaviors[] = {Behavior::removed, Behavior::isolated, Behavior::merged_with_previous,
                                    Behavior::merged_with_next, Behavior::contiguous};
  std::vector<Step> steps;
  for (std::size_t left = 1 + random.below(3); left > 0; --left) {
    if (random.below(10) == 0) steps.push_back(Step::map_bytes());
    const std::string pattern = random.pattern(Flavor::oniguruma);
    const Behavior behavior = random.below(2) == 0 ? Behavior::isolated : behaviors[random.below(5)];
    const bool invert = random.below(2) == 0;
    auto step = Step::split(pattern, Flavor::oniguruma, behavior, invert);
    if (!step) continue;
    patterns += pattern + (invert ? " inverted " : " ") + std::to_string(static_cast<int>(behavior)) + "\n";
    steps.push_back(*std::move(step));
  }
  return *Splitter::make(std::move(steps));
}

constexpr std::string_view english =
    "The harbour lay still when the last ferry of the day came in, and no one on the quay was in a hurry. Two gulls "
    "fought over a crust; a boy counted the lamps (there were 14, or 15 with the broken one). \"Is that all?\" he asked. "
    "His sister didn't answer. She'd seen the boat that they'd waited for, far out beyond the pier, no bigger than a "
    "grain of rice.\n\nIt was half past nine before they walked home.\n";

constexpr std::string_view chinese =
    "天快黑的时候，最后一班渡船靠了岸，码头上的人都不着急。两只海鸥在抢一块面包，一个男孩数着路灯：一共14盏，坏掉的那盏也算上就是15盏。"
    "“就这些吗？”他问。姐姐没有回答。她看见了他们等的那条船，远远地在防波堤外面，小得像一粒米。\n他们走回家的时候，已经九点半了。\n";

constexpr std::string_view thai =
    "เรือเที่ยวสุดท้ายของวันเข้าเทียบท่าเมื่อฟ้าเริ่มมืด และไม่มีใครรีบร้อน นกนางนวลสองตัวแย่งขนมปังกัน เด็กชายคนหนึ่งนับโคมไฟได้ 14 ดวง "
    "พี่สาวไม่ตอบ เธอเห็นเรือลำที่พวกเขารออยู่ไกลออกไป\n";

constexpr std::string_view code =
    "template <class Item>\nstd::size_t count_of(const std::vector<Item>& items, const Item& wanted) {\n"
    "  std::size_t count = 0;\n  for (const Item& item : items) {\n    if (item == wanted) ++count;  // not [[likely]]\n"
    "  }\n  return count;\n}\n\nif __name__ == \"__main__\":\n\tprint(f\"{total:>8.2f} MB\", end='')\n";

// The number of bytes of the text for each cut.
double bytes_per_cut(const Splitter& splitter, std::string_view text) {
  return static_cast<double>(text.size()) / (0.001 + static_cast<double>(check_cuts(splitter, text)));
}

}  // namespace

TEST_CASE("safe_cuts: a cut does not change a piece") {
  std::mt19937 chance(20261127);
  for (const KnownSplitter& one : known()) {
    CAPTURE(one.name);
    std::size_t cuts = 0;
    for (int repeat = 0; repeat < 60; ++repeat) cuts += check_cuts(one.splitter, random_text(chance, chance() % 60));
    if (one.name != "cuts before groups of three digits") CHECK(cuts > 20);
  }
}

TEST_CASE("safe_cuts: any two characters, among others") {
  // Each pair is tried with what may make a difference before and after it.
  constexpr std::string_view characters[] = {"a", "S", "1", " ", "\n", "\r", "'", "!", "/", "\u4E2D", "\uFF0C", "\u0E01",
                                             "\u0E31", "\u0301", "\u3000", "\u00B2", "\u01C5", "\u00A4", "\U0001F600"};
  constexpr std::string_view contexts[] = {"", "a", "  ", "\n1", "'"};
  for (const KnownSplitter& one : known()) {
    CAPTURE(one.name);
    for (const std::string_view first : characters) {
      for (const std::string_view second : characters) {
        const std::string pair = std::string(first) + std::string(second);
        if (one.splitter.safe_cut(pair, first.size(), pair.size()) != first.size()) continue;
        for (const std::string_view before : contexts) {
          for (const std::string_view after : contexts) {
            const std::string text = std::string(before) + pair + std::string(after);
            if (pieces_of_halves(one.splitter, text, before.size() + first.size()) == pieces(one.splitter, text)) continue;
            CAPTURE(text);
            FAIL_CHECK("a cut changes a piece");
          }
        }
      }
    }
  }
}

TEST_CASE("safe_cuts: random patterns") {
  RandomPatterns random(3);
  std::size_t cuts = 0;
  std::size_t with_cuts = 0;
  std::size_t with_lookahead = 0;
  std::size_t with_boundary = 0;
  for (int repeat = 0; repeat < 200; ++repeat) {
    std::string patterns;
    const Splitter splitter = random_splitter(random, patterns);
    CAPTURE(patterns);
    std::size_t found = 0;
    for (int i = 0; i < 5; ++i) found += check_cuts(splitter, random.text(30));
    cuts += found;
    if (found == 0) continue;
    ++with_cuts;
    const Matcher* const first = splitter.steps().front().matcher();
    if (first != nullptr && !first->lookaheads().empty()) ++with_lookahead;
    if (first != nullptr && first->has_boundary()) ++with_boundary;
  }
  CHECK(cuts > 400);
  CHECK(with_cuts > 50);
  CHECK(with_lookahead > 0);
  CHECK(with_boundary > 4);
}

TEST_CASE("safe_cuts: patterns that look further than one character, and behaviors that join") {
  struct Case {
    std::string_view pattern;
    Behavior behavior;
    std::string_view text;
    std::vector<std::size_t> cuts;
  };
  const Case cases[] = {
      {"\\d{1,3}(?=(?:\\d{3})*\\b)", Behavior::isolated, "a 1234 b12", {6}},
      {"[a-z]+(?=bc)|[a-z]|\\d", Behavior::isolated, "ab1bc2", {2, 3, 5}},
      {"\\ba|[a-z]|,", Behavior::isolated, "aba,a", {1, 2, 3, 4}},
      {"\\bab|a|b|,", Behavior::isolated, ",ab,ba", {1, 3, 4}},
      {"(?=\\d)", Behavior::isolated, "a1b22", {1, 3, 4}},
      {" ", Behavior::merged_with_previous, "a b  c", {2, 4, 5}},
      {" ", Behavior::merged_with_next, "a b  c", {1, 3, 4}},
      {" ", Behavior::contiguous, "a b  c", {1, 2, 3, 5}},
      {" ", Behavior::removed, "a b  c", {1, 2, 3, 4, 5}},
      {"[a-z]+", Behavior::removed, "a b  c", {1, 2, 3, 5}},
  };
  for (const Case& one : cases) {
    CAPTURE(one.pattern);
    const Splitter splitter = *Splitter::make({*Step::split(one.pattern, Flavor::oniguruma, one.behavior)});
    check_cuts(splitter, one.text);
    std::vector<std::size_t> found = cuts_of(splitter, one.text);
    // Cuts that are not found are no error, but these are.
    CHECK(found == one.cuts);
  }
}

TEST_CASE("safe_cuts: how often there is one") {
  for (const char* const name : {"gpt2", "cl100k", "o200k", "tekken", "kimi", "llama3", "qwen2", "qwen3.5", "minimax",
                                 "deepseek-v3", "deepseek-llm", "deepseek-coder", "starcoder", "falcon", "byte level",
                                 "cl100k in tokenizer.json", "bloom", "blocks of white space"}) {
    CAPTURE(name);
    CHECK(bytes_per_cut(known(name), english) < 6.5);
    CHECK(bytes_per_cut(known(name), chinese) < 26);
    CHECK(bytes_per_cut(known(name), thai) < 80);
    CHECK(bytes_per_cut(known(name), code) < 9);
  }
  CHECK(bytes_per_cut(known("gemma3"), english) < 6.5);
  CHECK(bytes_per_cut(known("gemma3"), thai) < 80);
}

TEST_CASE("safe_cuts: where words are cut") {
  for (const char* const name : {"gpt2", "cl100k", "o200k", "llama3", "qwen2", "tekken", "deepseek-v3", "deepseek-llm"}) {
    CAPTURE(name);
    const Splitter& splitter = known(name);
    CHECK(splitter.safe_cut("hello world", 2, 100) == 5);
    CHECK(splitter.safe_cut("hello world", 5, 100) == 5);
    CHECK(splitter.safe_cut("hello world", 2, 3) == 11);
    CHECK(splitter.safe_cut("helloworld", 2, 100) == 10);
    CHECK(splitter.safe_cut("", 0, 100) == 0);
    CHECK(splitter.last_safe_cut("one two three", 0) == 7);
    CHECK(splitter.last_safe_cut("one two three", 7) == 7);
    CHECK(splitter.last_safe_cut("one two three", 8) == std::string_view::npos);
    CHECK(splitter.last_safe_cut("", 0) == std::string_view::npos);
    CHECK(splitter.safe_cut("\u4F60\u597D\uFF0C\u4F60", 0, 100) == 6);
    CHECK(splitter.last_safe_cut("\u4F60\u597D\uFF0C", 0) == 6);
  }
  CHECK(known("groups of three digits").safe_cut("hello world", 0, 100) == 11);
}

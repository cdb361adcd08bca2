// Compares the machines written for patterns with splitters made of the texts of these patterns.

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/pretokenize/pattern/splitter.hpp"
#include "core/pretokenize/pre_tokenizer.hpp"
#include "differential/split_patterns.hpp"
#include "lib/core/pretokenize/families/characters.hpp"

namespace {

using namespace tokmill::pretokenize;
using tokmill::tests::all_kinds;

struct Family {
  Pattern pattern;
  std::string_view text;  // its name in split_patterns.json
};

// The texts of one pattern may be of the two flavors, with the same meaning: each matches every character.
constexpr Family families[] = {
    {Pattern::gpt2, "gpt2"},       {Pattern::gpt2, "byte level"},         {Pattern::cl100k, "cl100k"},
    {Pattern::o200k, "o200k"},     {Pattern::o200k, "gpt-oss"},           {Pattern::o200k, "minimax"},
    {Pattern::llama3, "llama3"},   {Pattern::llama3, "llama3 rank file"}, {Pattern::qwen2, "qwen2"},
    {Pattern::qwen3_5, "qwen3.5"}, {Pattern::tekken, "tekken"},           {Pattern::kimi, "kimi"},
    {Pattern::deepseek_v3, "deepseek-v3"}};

class FamilyOfText {
 public:
  FamilyOfText(const Family& family, const pattern::Splitter& splitter)
      : family_(family), machine_(scalar_pre_tokenizer_for(family.pattern)), splitter_(splitter) {}

  void check(std::string_view text) const {
    std::vector<std::size_t> expected;
    pattern::SplitRun run(splitter_, text);
    pattern::Piece pieces[256];
    const char* at = text.data();
    bool has_gap = false;
    while (const std::size_t count = run.next(pieces, std::size(pieces))) {
      for (std::size_t i = 0; i < count; ++i) {
        has_gap = has_gap || pieces[i].start != at;
        at = pieces[i].end;
        expected.push_back(static_cast<std::size_t>(at - text.data()));
      }
    }
    const std::vector<std::size_t> found = tokmill::tests::piece_ends(machine_, text);
    if (found == expected && !has_gap) return;
    const auto differs = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
    const std::size_t start = differs.first == found.begin() ? 0 : *std::prev(differs.first);
    CAPTURE(family_.text);
    CAPTURE(has_gap);
    FAIL_CHECK("piece at " << start << " of '" << std::string(text.substr(start, 80)) << "' expected to end at "
                           << (differs.second == expected.end() ? 0 : *differs.second) << ", got "
                           << (differs.first == found.end() ? 0 : *differs.first));
  }

 private:
  Family family_;
  SplitFunction machine_;
  const pattern::Splitter& splitter_;
};

const std::vector<FamilyOfText>& all() {
  static const std::vector<tokmill::tests::KnownSplitter> known = tokmill::tests::known_splitters(TOKMILL_SPLIT_PATTERNS);
  static const std::vector<FamilyOfText> families_of_texts = [] {
    std::vector<FamilyOfText> found;
    for (const Family& family : families) {
      for (const auto& one : known) {
        if (one.name == family.text) found.emplace_back(family, one.splitter);
      }
    }
    return found;
  }();
  return families_of_texts;
}

void check_all(std::string_view text) {
  for (const FamilyOfText& one : all()) one.check(text);
}

void append_utf8(std::string& text, char32_t c) {
  const auto add = [&text](char32_t byte) { text += static_cast<char>(byte); };
  if (c < 0x80) return add(c);
  if (c < 0x800) {
    add(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      add(0xE0 | c >> 12);
    } else {
      add(0xF0 | c >> 18);
      add(0x80 | (c >> 12 & 0x3F));
    }
    add(0x80 | (c >> 6 & 0x3F));
  }
  add(0x80 | (c & 0x3F));
}

}  // namespace

TEST_CASE("families: each pattern has a text") {
  CHECK(all().size() == std::size(families));
  for (const Pattern pattern : tokmill::tests::all_patterns()) {
    CHECK(std::any_of(std::begin(families), std::end(families), [&](const Family& one) { return one.pattern == pattern; }));
  }
}

TEST_CASE("families: all texts of one and two characters, in a context") {
  for (const std::string_view first : all_kinds) {
    check_all(first);
    std::string text;
    for (const std::string_view second : all_kinds) {
      for (const std::string_view before : {"", " ", "!", "x", "1", "\n"}) {
        // The line feed and the letter settle what is before them.
        text.append(before).append(first).append(second).append("k\n k");
      }
      check_all(std::string(first).append(second));
    }
    check_all(text);
  }
}

TEST_CASE("families: random texts, which end anywhere") {
  std::mt19937 chance(20261126);
  for (int repeat = 0; repeat < 4000; ++repeat) {
    check_all(tokmill::tests::text_of_all_kinds(chance, 1 + chance() % (repeat % 100 == 0 ? 3000 : 20), 6));
  }
}

TEST_CASE("families: contractions") {
  for (const std::string_view word : {"", "a", "A", "aA", "!", "\u4E2D", "1", " ", "\u0301", "a\u0301", "\n"}) {
    for (const std::string_view letters : {"s", "S", "\u017F", "t", "T", "re", "Re", "RE", "rE", "ve", "VE", "m", "M", "ll",
                                           "LL", "lL", "d", "D", "l", "r", "v", "k", "K", "\u212A", "\u017F\u017F"}) {
      for (const std::string_view apostrophe : {"'", "''", " '", "\u2019"}) {
        for (const std::string_view after : {"", "x", "X", "'s", "\u0301", "1", " "}) {
          check_all(std::string(word).append(apostrophe).append(letters).append(after));
        }
      }
    }
  }
}

TEST_CASE("families: every code point") {
  for (const std::string_view before : {"", "!", "1", "\u4E2D"}) {
    std::string text;
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
      if (c >= 0xD800 && c <= 0xDFFF) continue;
      // Of the two largest areas, all characters but a few are alike.
      if (c % 16 != 0 && ((c >= 0x40000 && c < 0xE0000) || c >= 0xF0000)) continue;
      text.append(before);
      append_utf8(text, c);
      text += "k\n";
    }
    check_all(text);
  }
}

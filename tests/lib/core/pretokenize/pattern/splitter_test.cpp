#include "core/pretokenize/pattern/splitter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/pretokenize/pre_tokenizer.hpp"
#include "differential/split_patterns.hpp"
#include "lib/core/pretokenize/pattern/random_pattern.hpp"

namespace {

using namespace tokmill::pretokenize::pattern;
using tokmill::tests::KnownSplitter;

using Pieces = std::vector<std::string>;

std::vector<Piece> raw_pieces(const Splitter& splitter, std::string_view text, std::size_t capacity = 100) {
  SplitRun run(splitter, text);
  std::vector<Piece> all;
  std::vector<Piece> some(capacity);
  while (const std::size_t count = run.next(some.data(), capacity)) {
    all.insert(all.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return all;
}

Pieces pieces(const Splitter& splitter, std::string_view text) {
  Pieces all;
  for (const Piece& piece : raw_pieces(splitter, text)) all.emplace_back(piece.start, piece.end);
  return all;
}

Splitter splitter_of(std::vector<Step> steps) { return *Splitter::make(std::move(steps)); }

Step split(std::string_view pattern, Behavior behavior = Behavior::isolated, bool invert = false) {
  auto step = Step::split(pattern, Flavor::oniguruma, behavior, invert);
  REQUIRE(step);
  return *std::move(step);
}

Pieces split_by(std::string_view pattern, Behavior behavior, bool invert, std::string_view text) {
  return pieces(splitter_of({split(pattern, behavior, invert)}), text);
}

const std::vector<KnownSplitter>& known() {
  static const std::vector<KnownSplitter> all = tokmill::tests::known_splitters(TOKMILL_SPLIT_PATTERNS);
  return all;
}

const Splitter& known(std::string_view name) {
  const auto found = std::find_if(known().begin(), known().end(), [&](const KnownSplitter& one) { return one.name == name; });
  REQUIRE(found != known().end());
  return found->splitter;
}

// Texts of all classes of characters, with runs.
std::string random_text(std::mt19937& chance, std::size_t characters) {
  static constexpr std::string_view alphabet[] = {
      "a", "b", "s", "t", "ll", "re", "E", "S", "A", "0", "7", "9", " ", " ", " ", "\t", "\n", "\r", "'", "'", "/", ".", "!",
      "-", "\x01", "\u00A0", "\u0085", "\u3000", "\u00E9", "\u00C9", "\u017F", "\u01C5", "\u02B0", "\u4F60", "\u597D",
      "\u0301", "\u0660", "\u00BD", "\u20AC", "\uFF01", "\u3042", "\U0001F600", "\U0001D7D8", "\U00010400", "\U0010FFFF"};
  std::string text;
  while (characters > 0) {
    const std::string_view character = alphabet[chance() % std::size(alphabet)];
    std::size_t times = chance() % 4 == 0 ? 1 + chance() % 20 : 1;
    for (; times > 0 && characters > 0; --times, --characters) text += character;
  }
  return text;
}

}  // namespace

TEST_CASE("splitter: the behaviors") {
  CHECK(split_by("-", Behavior::isolated, false, "a--b-") == Pieces{"a", "-", "-", "b", "-"});
  CHECK(split_by("-", Behavior::removed, false, "a--b-") == Pieces{"a", "b"});
  CHECK(split_by("-", Behavior::contiguous, false, "a--b-") == Pieces{"a", "--", "b", "-"});
  CHECK(split_by("-", Behavior::merged_with_previous, false, "-a--b-") == Pieces{"-", "a-", "-", "b-"});
  CHECK(split_by("-", Behavior::merged_with_next, false, "-a--b-") == Pieces{"-a", "-", "-b", "-"});
}

TEST_CASE("splitter: the behaviors, inverted") {
  CHECK(split_by("-", Behavior::isolated, true, "a--b") == Pieces{"a", "-", "-", "b"});
  CHECK(split_by("-", Behavior::removed, true, "a--b") == Pieces{"-", "-"});
  CHECK(split_by("-", Behavior::contiguous, true, "a--b") == Pieces{"a", "--", "b"});
  CHECK(split_by("-", Behavior::merged_with_previous, true, "a--b-") == Pieces{"a", "-", "-b", "-"});
  CHECK(split_by("-", Behavior::merged_with_next, true, "a--b-") == Pieces{"a-", "-", "b-"});
}

TEST_CASE("splitter: a piece that becomes empty or is dropped does not reach later steps") {
  CHECK(pieces(splitter_of({split("(?=b)"), split("b")}), "abb") == Pieces{"a", "b", "b"});
  CHECK(pieces(splitter_of({split(" ", Behavior::removed), split("b")}), " a bb ") == Pieces{"a", "b", "b"});
  CHECK(pieces(splitter_of({}), "ab") == Pieces{"ab"});
  CHECK(pieces(splitter_of({}), "").empty());
  CHECK(pieces(splitter_of({split("a")}), "").empty());
}

TEST_CASE("splitter: later steps see nothing outside of their piece") {
  CHECK(pieces(splitter_of({split("b"), split("a+$")}), "aab") == Pieces{"aa", "b"});
  CHECK(pieces(splitter_of({split("[ab]"), split("a(?=b)", Behavior::removed)}), "ab") == Pieces{"a", "b"});
  CHECK(pieces(splitter_of({split("_"), split("\\ba")}), "_a_a") == Pieces{"_", "a", "_", "a"});
}

TEST_CASE("splitter: steps after map_bytes see bytes") {
  // U+00F2 is C3 B2, and B2 is shown as U+00B2, which is a number.
  CHECK(pieces(splitter_of({Step::map_bytes(), Step::digits(false)}), "a\u00F2") == Pieces{"a\xC3", "\xB2"});
  CHECK(pieces(splitter_of({Step::map_bytes(), split("\\s")}), "a b") == Pieces{"a b"});
  CHECK(pieces(splitter_of({Step::map_bytes(), split("\u0120")}), "a b") == Pieces{"a", " ", "b"});
}

TEST_CASE("splitter: mapped bytes are GPT-2's alphabet") {
  CHECK(mapped_byte('!') == '!');
  CHECK(mapped_byte(' ') == 0x120);
  CHECK(mapped_byte('\n') == 0x10A);
  CHECK(mapped_byte(0) == 0x100);
  CHECK(mapped_byte(0x7F) == 0x121);
  CHECK(mapped_byte(0xA0) == 0x142);
  CHECK(mapped_byte(0xAD) == 0x143);
  CHECK(mapped_byte(0xFF) == 0xFF);
}

TEST_CASE("splitter: digits and punctuation are those of tokenizers") {
  CHECK(pieces(splitter_of({Step::digits(true)}), "a12b") == Pieces{"a", "1", "2", "b"});
  CHECK(pieces(splitter_of({Step::digits(false)}), "a12b") == Pieces{"a", "12", "b"});
  CHECK(pieces(splitter_of({Step::punctuation(Behavior::contiguous)}), "a.$b") == Pieces{"a", ".$", "b"});
  CHECK(pieces(splitter_of({Step::digits(true)}), "\U00011DE0").size() == 1);
  CHECK(pieces(splitter_of({Step::digits(true)}), "a\U00011DE0").size() == 2);                            // Unicode 17
  CHECK(pieces(splitter_of({Step::punctuation(Behavior::isolated)}), "a\u2E5D").size() == 1);             // Unicode 14
}

TEST_CASE("splitter: a literal is not a pattern") {
  CHECK(pieces(splitter_of({*Step::split_literal("a.", Behavior::isolated)}), "aba.") == Pieces{"ab", "a."});
  CHECK(!Step::split_literal("", Behavior::isolated));
  CHECK(Step::split_literal("a\xFF", Behavior::isolated).error().position == 1);
}

TEST_CASE("splitter: gaps of a rank file's pattern are dropped") {
  const Splitter letters = *Splitter::rank_file("[a-z]+");
  CHECK(pieces(letters, "ab 12 cd") == Pieces{"ab", "cd"});
  CHECK(!letters.keeps_everything());
  CHECK(known("cl100k").keeps_everything());
  CHECK(known("minimax").keeps_everything());
  CHECK(Splitter::rank_file("(").error().code == tokmill::ErrorCode::malformed_pattern);
}

TEST_CASE("splitter: too many steps") {
  const Step step = Step::digits(true);
  CHECK(Splitter::make(std::vector<Step>(Splitter::max_steps, step)));
  const auto error = Splitter::make(std::vector<Step>(Splitter::max_steps + 1, step)).error();
  CHECK(error.message == "a pre-tokenizer of more than 31 steps is not supported");
}

TEST_CASE("splitter: OpenAI's patterns give the pieces of the machines written for them") {
  struct Machine {
    std::string_view name;
    tokmill::pretokenize::PreTokenizer machine;
  };
  constexpr Machine machines[] = {{"gpt2", tokmill::pretokenize::pre_tokenize_gpt2},
                                  {"cl100k", tokmill::pretokenize::pre_tokenize_cl100k},
                                  {"o200k", tokmill::pretokenize::pre_tokenize_o200k}};
  std::mt19937 chance(20261126);
  for (int repeat = 0; repeat < 1000; ++repeat) {
    const std::string text = random_text(chance, chance() % (repeat % 100 == 0 ? 3000 : 60));
    for (const Machine& machine : machines) {
      std::vector<const char*> expected(text.size() + 1);
      expected.resize(machine.machine(text.data(), text.data() + text.size(), expected.data(), text.size()));
      std::vector<const char*> found;
      for (const Piece& piece : raw_pieces(known(machine.name), text)) found.push_back(piece.end);
      CAPTURE(text);
      CAPTURE(machine.name);
      REQUIRE(found == expected);
    }
  }
}

TEST_CASE("splitter: every code point has the class that the written machines give it") {
  std::string text;
  for (char32_t c = 0x80; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    if (c < 0x800) {
      text += static_cast<char>(0xC0 | c >> 6);
    } else {
      if (c < 0x10000) {
        text += static_cast<char>(0xE0 | c >> 12);
      } else {
        text += static_cast<char>(0xF0 | c >> 18);
        text += static_cast<char>(0x80 | (c >> 12 & 0x3F));
      }
      text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    }
    text += static_cast<char>(0x80 | (c & 0x3F));
    text += 'a';
  }
  std::vector<const char*> expected(text.size());
  expected.resize(tokmill::pretokenize::pre_tokenize_o200k(text.data(), text.data() + text.size(), expected.data(), text.size()));
  std::vector<const char*> found;
  for (const Piece& piece : raw_pieces(known("o200k"), text)) found.push_back(piece.end);
  CHECK(found == expected);
}

TEST_CASE("splitter: pieces do not depend on how many are asked for") {
  std::mt19937 chance(7);
  for (const KnownSplitter& one : known()) {
    CAPTURE(one.name);
    for (int repeat = 0; repeat < 8; ++repeat) {
      const std::string text = random_text(chance, chance() % 2000);
      const std::vector<Piece> expected = raw_pieces(one.splitter, text);
      CHECK(raw_pieces(one.splitter, text, 1 + chance() % 5) == expected);
      CHECK(raw_pieces(one.splitter, text, 5000) == expected);
      if (!one.splitter.keeps_everything()) continue;
      const char* at = text.data();
      for (const Piece& piece : expected) {
        REQUIRE(piece.start == at);
        REQUIRE(piece.end > at);
        at = piece.end;
      }
      CHECK(at == text.data() + text.size());
    }
  }
}

namespace {

// Each step as a splitter.
std::vector<Splitter> singles_of(const Splitter& splitter) {
  std::vector<Splitter> singles;
  bool is_mapped = false;
  for (const Step& step : splitter.steps()) {
    is_mapped = is_mapped || step.matcher() == nullptr;
    singles.push_back(splitter_of(is_mapped ? std::vector<Step>{Step::map_bytes(), step} : std::vector<Step>{step}));
  }
  return singles;
}

// The pieces of each splitter, one after the other.
Pieces stepwise(const std::vector<Splitter>& singles, std::string_view text) {
  Pieces all{std::string(text)};
  for (const Splitter& single : singles) {
    Pieces split;
    for (const std::string& piece : all) {
      for (std::string& part : pieces(single, piece)) split.push_back(std::move(part));
    }
    all = std::move(split);
  }
  return all;
}

}  // namespace

TEST_CASE("splitter: several steps give the pieces of each step, one after the other") {
  std::mt19937 chance(20261128);
  for (const KnownSplitter& one : known()) {
    if (one.splitter.steps().size() < 3) continue;
    CAPTURE(one.name);
    const std::vector<Splitter> singles = singles_of(one.splitter);
    for (int repeat = 0; repeat < 15; ++repeat) {
      const std::string text = random_text(chance, 1 + chance() % 200);
      CAPTURE(text);
      REQUIRE(pieces(one.splitter, text) == stepwise(singles, text));
    }
  }
  tokmill::tests::RandomPatterns random(4);
  constexpr Behavior behaviors[] = {Behavior::removed, Behavior::isolated, Behavior::merged_with_previous,
                                    Behavior::merged_with_next, Behavior::contiguous};
  for (int repeat = 0; repeat < 50; ++repeat) {
    std::vector<Step> steps;
    std::string patterns;
    while (steps.size() < 4) {
      if (random.below(8) == 0) steps.push_back(Step::map_bytes());
      const std::string pattern = random.pattern(Flavor::oniguruma);
      auto step = Step::split(pattern, Flavor::oniguruma, behaviors[random.below(5)], random.below(3) == 0);
      if (!step) continue;
      steps.push_back(*std::move(step));
      patterns += pattern + "\n";
    }
    const Splitter splitter = splitter_of(std::move(steps));
    const std::vector<Splitter> singles = singles_of(splitter);
    CAPTURE(patterns);
    for (int i = 0; i < 10; ++i) {
      const std::string text = random.text(40) + "a";
      CAPTURE(text);
      REQUIRE(pieces(splitter, text) == stepwise(singles, text));
    }
  }
}

TEST_CASE("splitter: a safe cut does not change a piece") {
  std::mt19937 chance(20261127);
  std::size_t cuts = 0;
  for (const KnownSplitter& one : known()) {
    CAPTURE(one.name);
    for (int repeat = 0; repeat < 120; ++repeat) {
      const std::string text = random_text(chance, chance() % 60);
      const std::size_t from = chance() % (text.size() + 1);
      const std::size_t cut = one.splitter.safe_cut(text, from, text.size());
      REQUIRE(cut >= from);
      if (cut == text.size()) continue;
      ++cuts;
      Pieces apart = pieces(one.splitter, std::string_view(text).substr(0, cut));
      for (std::string& piece : pieces(one.splitter, std::string_view(text).substr(cut))) apart.push_back(std::move(piece));
      CAPTURE(text);
      CAPTURE(cut);
      REQUIRE(apart == pieces(one.splitter, text));
    }
  }
  CHECK(cuts > 800);
}

TEST_CASE("splitter: safe cuts of random patterns") {
  tokmill::tests::RandomPatterns random(3);
  std::size_t cuts = 0;
  constexpr Behavior behaviors[] = {Behavior::removed, Behavior::isolated, Behavior::merged_with_previous,
                                    Behavior::merged_with_next, Behavior::contiguous};
  for (int repeat = 0; repeat < 120; ++repeat) {
    std::vector<Step> steps;
    std::string patterns;
    for (std::size_t left = 1 + random.below(3); left > 0; --left) {
      const std::string pattern = random.pattern(Flavor::oniguruma);
      patterns += pattern + "\n";
      auto step = Step::split(pattern, Flavor::oniguruma, behaviors[random.below(5)], random.below(2) == 0);
      if (step) steps.push_back(*std::move(step));
    }
    const Splitter splitter = splitter_of(std::move(steps));
    CAPTURE(patterns);
    for (int i = 0; i < 5; ++i) {
      const std::string text = random.text(30);
      for (std::size_t cut = 0; (cut = splitter.safe_cut(text, cut + 1, text.size())) < text.size();) {
        ++cuts;
        Pieces apart = pieces(splitter, std::string_view(text).substr(0, cut));
        for (std::string& piece : pieces(splitter, std::string_view(text).substr(cut))) apart.push_back(std::move(piece));
        CAPTURE(text);
        CAPTURE(cut);
        REQUIRE(apart == pieces(splitter, text));
      }
    }
  }
  CHECK(cuts > 10);
}

TEST_CASE("splitter: where words are cut") {
  for (const char* const name : {"gpt2", "cl100k", "o200k", "llama3", "qwen2", "tekken", "deepseek-v3", "deepseek-llm"}) {
    CAPTURE(name);
    CHECK(known(name).safe_cut("hello world", 2, 100) == 5);
    CHECK(known(name).safe_cut("hello world", 2, 3) == 11);
    CHECK(known(name).safe_cut("helloworld", 2, 100) == 10);
  }
  CHECK(known("groups of three digits").safe_cut("hello world", 0, 100) == 11);
}

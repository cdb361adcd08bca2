#include "core/pretokenize/pattern/splitter.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/pretokenize/pre_tokenizer.hpp"
#include "lib/core/pretokenize/pattern/random_pattern.hpp"
#include "lib/core/pretokenize/pattern/split_pieces.hpp"

namespace {

using namespace tokmill::pretokenize::pattern;
using namespace tokmill::tests;

Splitter made_of(std::vector<Step> steps) { return *Splitter::make(std::move(steps)); }

Step split(std::string_view pattern, Behavior behavior = Behavior::isolated, bool invert = false) {
  auto step = Step::split(pattern, Flavor::oniguruma, behavior, invert);
  REQUIRE(step);
  return *std::move(step);
}

Pieces split_by(std::string_view pattern, Behavior behavior, bool invert, std::string_view text) {
  return pieces(made_of({split(pattern, behavior, invert)}), text);
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
  CHECK(pieces(made_of({split("(?=b)"), split("b")}), "abb") == Pieces{"a", "b", "b"});
  CHECK(pieces(made_of({split(" ", Behavior::removed), split("b")}), " a bb ") == Pieces{"a", "b", "b"});
  CHECK(pieces(made_of({}), "ab") == Pieces{"ab"});
  CHECK(pieces(made_of({}), "").empty());
  CHECK(pieces(made_of({split("a")}), "").empty());
}

TEST_CASE("splitter: later steps see nothing outside of their piece") {
  CHECK(pieces(made_of({split("b"), split("a+$")}), "aab") == Pieces{"aa", "b"});
  CHECK(pieces(made_of({split("[ab]"), split("a(?=b)", Behavior::removed)}), "ab") == Pieces{"a", "b"});
  CHECK(pieces(made_of({split("_"), split("\\ba")}), "_a_a") == Pieces{"_", "a", "_", "a"});
}

TEST_CASE("splitter: steps after map_bytes see bytes") {
  // U+00F2 is C3 B2, and B2 is shown as U+00B2, which is a number.
  CHECK(pieces(made_of({Step::map_bytes(), Step::digits(false)}), "a\u00F2") == Pieces{"a\xC3", "\xB2"});
  CHECK(pieces(made_of({Step::map_bytes(), split("\\s")}), "a b") == Pieces{"a b"});
  CHECK(pieces(made_of({Step::map_bytes(), split("\u0120")}), "a b") == Pieces{"a", " ", "b"});
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
  CHECK(pieces(made_of({Step::digits(true)}), "a12b") == Pieces{"a", "1", "2", "b"});
  CHECK(pieces(made_of({Step::digits(false)}), "a12b") == Pieces{"a", "12", "b"});
  CHECK(pieces(made_of({Step::punctuation(Behavior::contiguous)}), "a.$b") == Pieces{"a", ".$", "b"});
  CHECK(pieces(made_of({Step::digits(true)}), "\U00011DE0").size() == 1);
  CHECK(pieces(made_of({Step::digits(true)}), "a\U00011DE0").size() == 2);                            // Unicode 17
  CHECK(pieces(made_of({Step::punctuation(Behavior::isolated)}), "a\u2E5D").size() == 1);             // Unicode 14
}

TEST_CASE("splitter: a literal is not a pattern") {
  CHECK(pieces(made_of({*Step::split_literal("a.", Behavior::isolated)}), "aba.") == Pieces{"ab", "a."});
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
    tokmill::pretokenize::SplitFunction machine;
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
    singles.push_back(made_of(is_mapped ? std::vector<Step>{Step::map_bytes(), step} : std::vector<Step>{step}));
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
  RandomPatterns random(4);
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
    const Splitter splitter = made_of(std::move(steps));
    const std::vector<Splitter> singles = singles_of(splitter);
    CAPTURE(patterns);
    for (int i = 0; i < 10; ++i) {
      const std::string text = random.text(40) + "a";
      CAPTURE(text);
      REQUIRE(pieces(splitter, text) == stepwise(singles, text));
    }
  }
}

#include "core/pretokenize/text_runs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode/utf8.hpp"
#include "lib/core/pretokenize/families/characters.hpp"

namespace {

using namespace tokmill::pretokenize;

std::vector<std::size_t> boundaries(std::string_view text) {
  std::vector<std::size_t> all;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (tokmill::unicode::is_character_boundary(text, at)) all.push_back(at);
  }
  return all;
}

std::size_t expected_end(Pattern pattern, std::string_view text, std::size_t start, std::size_t end) {
  const char* found = nullptr;
  scalar_pre_tokenizer_for(pattern)(text.data() + start, text.data() + end, &found, 1);
  return static_cast<std::size_t>(found - text.data());
}

}  // namespace

TEST_CASE("text runs: the first end that the scalar machine finds, for short texts from anywhere to anywhere") {
  std::mt19937 chance(14);
  for (const Pattern pattern : tokmill::tests::all_patterns()) {
    std::size_t wrong = 0;
    for (int repeat = 0; repeat < 300; ++repeat) {
      const std::string text = tokmill::tests::text_of_all_kinds(chance, 1 + chance() % 16, 5);
      const TextRuns runs(pattern, text);
      const std::vector<std::size_t> at = boundaries(text);
      for (std::size_t i = 0; i < at.size(); ++i) {
        for (std::size_t j = i + 1; j < at.size(); ++j) {
          wrong += runs.piece_end(at[i], at[j]) != expected_end(pattern, text, at[i], at[j]);
        }
      }
    }
    CAPTURE(machine_names()[static_cast<std::size_t>(pattern)]);
    CHECK(wrong == 0);
  }
}

TEST_CASE("text runs: long runs of each character") {
  std::mt19937 chance(15);
  for (const Pattern pattern : tokmill::tests::all_patterns()) {
    std::size_t wrong = 0;
    for (const std::string_view character : tokmill::tests::all_kinds) {
      std::string text = tokmill::tests::text_of_all_kinds(chance, 4, 2);
      while (text.size() < 2500) text += character;
      text += tokmill::tests::text_of_all_kinds(chance, 6, 2);
      while (text.size() < 4000) text += character;
      const TextRuns runs(pattern, text);
      const std::vector<std::size_t> at = boundaries(text);
      for (int repeat = 0; repeat < 20; ++repeat) {
        const auto [start, end] = std::minmax(at[chance() % at.size()], at[chance() % at.size()]);
        if (start == end) continue;
        wrong += runs.piece_end(start, end) != expected_end(pattern, text, start, end);
      }
    }
    CAPTURE(machine_names()[static_cast<std::size_t>(pattern)]);
    CHECK(wrong == 0);
  }
}

TEST_CASE("text runs: long numbers are grouped from where a piece starts") {
  for (const Pattern pattern : tokmill::tests::all_patterns()) {
    const std::size_t group = max_numbers_in_piece(pattern);
    if (group == 0) continue;
    for (const std::string_view odd : {"1", "\u0661", "\u3007"}) {
      std::string text = "a" + std::string(3000, '1');
      text += odd;
      text += std::string(3000, '1') + "b";
      for (const TextRuns::Run run : TextRuns(pattern, text).long_numbers()) {
        std::vector<std::size_t> at;
        for (const std::size_t one : boundaries(text)) {
          if (one >= run.start && one <= run.end) at.push_back(one);
        }
        for (std::size_t i = 0; i + 1 < at.size(); ++i) {
          REQUIRE(expected_end(pattern, text, at[i], text.size()) == at[std::min(i + group, at.size() - 1)]);
        }
      }
    }
    CHECK(TextRuns(pattern, std::string(5000, '1')).long_numbers().size() == 1);
  }
}

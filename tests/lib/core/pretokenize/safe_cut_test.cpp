#include "core/pretokenize/safe_cut.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/pretokenize/pre_tokenizer.hpp"
#include "lib/core/pretokenize/families/characters.hpp"

namespace {

using namespace tokmill::pretokenize;

std::vector<std::size_t> ends_of(Pattern pattern, std::string_view text, std::size_t first) {
  std::vector<std::size_t> all = tokmill::tests::piece_ends(scalar_pre_tokenizer_for(pattern), text);
  for (std::size_t& end : all) end += first;
  return all;
}

}  // namespace

TEST_CASE("safe cut: before white space, and between a word and punctuation") {
  CHECK(safe_cut("ab cd", 0, 100) == 2);
  CHECK(safe_cut("ab cd", 2, 100) == 5);  // the text before `from` is ignored
  CHECK(safe_cut("(b1\n", 0, 100) == 3);
  CHECK(safe_cut("(b1\n", 0, 3) == 4);
  CHECK(safe_cut(".\n ", 0, 100) == 3);
  CHECK(safe_cut(". ", 0, 100) == 1);
  CHECK(safe_cut("a.", 0, 100) == 1);
  CHECK(safe_cut("a's", 0, 100) == 3);
  CHECK(safe_cut("\u4F60\u3000\u597D", 0, 100) == 3);
  CHECK(safe_cut("\u4F60\uFF0C\u597D", 0, 100) == 3);
  CHECK(safe_cut("\u30AB\u30FB\u30AB", 0, 100) == 9);
  CHECK(safe_cut("\u4F60 ", 1, 100) == 4);
  CHECK(safe_cut("", 0, 100) == 0);
  CHECK(safe_cut("e\u0301\n", 0, 100) == 4);  // a mark is not a letter
}

TEST_CASE("safe cut: does not change the pieces of any pattern") {
  constexpr std::string_view alphabet[] = {"a", "B", "s", "1", " ", " ", "\n", "\t", "'", "!", "/", "\u4F60", "\u0301",
                                           "\u3000", "\u00C9", "\u0660", "\U0001F600", "\r", "\u3007", "\u3042",
                                           "\u30FB", "\uFF0C", "\x01"};
  std::mt19937 chance(3);
  std::size_t cuts = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto left = 1 + chance() % 14; left > 0; --left) text += alphabet[chance() % std::size(alphabet)];
    for (std::size_t from = 0; from < text.size(); ++from) {
      const std::size_t cut = safe_cut(text, from, text.size());
      if (cut == text.size()) break;
      ++cuts;
      const std::string_view view(text);
      for (const Pattern pattern : tokmill::tests::all_patterns()) {
        std::vector<std::size_t> parts = ends_of(pattern, view.substr(0, cut), 0);
        for (const std::size_t end : ends_of(pattern, view.substr(cut), cut)) parts.push_back(end);
        CAPTURE(text);
        CAPTURE(cut);
        REQUIRE(parts == ends_of(pattern, text, 0));
      }
      from = cut;
    }
  }
  CHECK(cuts > 10000);
}

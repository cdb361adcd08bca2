#include "tokmill/parallel.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

#include "tokmill/registry.hpp"

namespace {

using namespace tokmill;

std::string words(std::size_t size) {
  constexpr std::string_view parts[] = {"the",   " and", " of",   "\n",     "\n\n  ", " 12345", "don't", "\u4F60\u597D",
                                        "\u3000", " x",   "!?",    "\tif (", " \u00E9t\u00E9", "CamelCase", " zqj"};
  std::mt19937 chance(5);
  std::string text;
  while (text.size() < size) text += parts[chance() % std::size(parts)];
  return text;
}

void check(std::string_view text) {
  // One encoding per pattern.
  for (const std::string_view name : {"gpt2", "cl100k_base", "o200k_base"}) {
    const Encoding& encoding = **find_encoding(name);
    std::vector<TokenId> expected{7};
    encoding.encode_ordinary(text, expected);
    for (const std::size_t threads : std::initializer_list<std::size_t>{0, 2, 5}) {
      CAPTURE(name);
      CAPTURE(threads);
      std::vector<TokenId> tokens{7};  // existing tokens are kept
      encode_in_parallel(encoding, text, tokens, threads);
      CHECK(tokens == expected);
      CHECK(count_in_parallel(encoding, text, threads) == expected.size() - 1);
    }
  }
}

}  // namespace

TEST_CASE("parallel: same tokens as with one thread") { check(words(std::size_t{7} << 19)); }

TEST_CASE("parallel: a text without a safe cut") { check(std::string(std::size_t{3} << 19, '-')); }

TEST_CASE("parallel: ill-formed and short texts") {
  std::string text = words(std::size_t{3} << 19);
  text[text.size() / 2] = '\xFF';
  check(text);
  check("");
  check("one two");
}

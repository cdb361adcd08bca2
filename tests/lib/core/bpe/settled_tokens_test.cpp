#include "core/bpe/settled_tokens.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/bpe/merge.hpp"
#include "lib/core/bpe/images.hpp"
#include "lib/core/truncate/texts.hpp"

namespace {

using namespace tokmill;

std::vector<bpe::TokenId> merge(const bpe::Vocabulary& vocabulary, std::string_view text) {
  std::vector<bpe::TokenId> tokens;
  bpe::LongMergeMemory memory;
  if (!text.empty()) bpe::merge_long(vocabulary, text, tokens, memory);
  return tokens;
}

std::string random_bytes_of(Random& random, std::string_view alphabet, std::size_t size) {
  std::string text;
  while (text.size() < size) text += alphabet[below(random, alphabet.size())];
  return text;
}

std::vector<bpe::Vocabulary> vocabularies() {
  return {bpe::Vocabulary(tokmill_image_r50k_base), bpe::Vocabulary(tokmill_image_p50k_base),
          bpe::Vocabulary(tokmill_image_cl100k_base), bpe::Vocabulary(tokmill_image_o200k_base)};
}

constexpr std::string_view settled_alphabets[] = {"a",        "ab",       " \n",       "-=",  "0",
                                          "\xE4\xB8\xAD", "\xCC\x81", "abcdefghij", "A\n "};

}  // namespace

TEST_CASE("settled tokens: the same whatever follows") {
  Random random(20261125);
  for (const bpe::Vocabulary& vocabulary : vocabularies()) {
    for (int i = 0; i < 60; ++i) {
      const std::string_view alphabet = settled_alphabets[below(random, std::size(settled_alphabets))];
      const std::string text = random_bytes_of(random, alphabet, 1 + below(random, 400));
      std::vector<bpe::TokenId> tokens = merge(vocabulary, text);
      tokens.resize(bpe::settled_tokens(vocabulary, text, tokens));
      for (int j = 0; j < 8; ++j) {
        const std::string_view more = j % 2 == 0 ? alphabet : settled_alphabets[below(random, std::size(settled_alphabets))];
        const std::vector<bpe::TokenId> longer =
            merge(vocabulary, text + random_bytes_of(random, more, below(random, 300)));
        REQUIRE(longer.size() >= tokens.size());
        REQUIRE(std::equal(tokens.begin(), tokens.end(), longer.begin()));
      }
    }
  }
}

TEST_CASE("settled tokens: all but a few bytes of a long run") {
  for (const bpe::Vocabulary& vocabulary : vocabularies()) {
    for (const std::string_view unit :
         {"a", "A", " ", "-", "\n", "=", "0", "\xE4\xB8\xAD", "\xCC\x81", "\xF0\x9F\x98\x80"}) {
      CAPTURE(unit);
      std::string text;
      while (text.size() < 3000) text += unit;
      const std::vector<bpe::TokenId> tokens = merge(vocabulary, text);
      std::size_t size = 0;
      const std::size_t settled = bpe::settled_tokens(vocabulary, text, tokens);
      for (std::size_t i = 0; i < settled; ++i) size += vocabulary.token_size(tokens[i]);
      CHECK(size >= text.size() - 600);
    }
  }
}

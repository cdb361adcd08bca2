#include "core/bpe/few_tokens.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/tokenizer/encoding_data.hpp"
#include "lib/core/bpe/ranks.hpp"
#include "reference/merge.hpp"
#include "tokmill/registry.hpp"

namespace {

using namespace tokmill;

const bpe::Vocabulary& vocabulary_of(std::string_view name) {
  return EncodingAccess::data(**find_encoding(name)).vocabulary;
}

constexpr std::string_view few_token_alphabets[] = {
    "a", " ", "ab", "aeinrst", "-=", " \n", "\xE4\xB8\xAD\xE6\x96\x87", "abcdefghijklmnopqrstuvwxyz",
    "A\xE4\xB8\xAD"};

std::string random_text_of(std::mt19937_64& random, std::string_view alphabet, std::size_t size) {
  std::string text;
  while (text.size() < size) text += alphabet[random() % alphabet.size()];
  return text;
}

// How far `limit` tokens can reach, by trying every part of the text at every position.
std::size_t slow_reach(const bpe::Vocabulary& vocabulary, std::string_view text, std::size_t limit) {
  std::vector<bool> reached(text.size() + 1);
  reached[0] = true;
  for (std::size_t tokens = 0; tokens < limit; ++tokens) {
    const std::vector<bool> before = reached;
    for (std::size_t start = 0; start < text.size(); ++start) {
      for (std::size_t end = start + 1; before[start] && end <= text.size(); ++end) {
        if (vocabulary.find(text.substr(start, end - start)) != bpe::no_token) reached[end] = true;
      }
    }
  }
  return static_cast<std::size_t>(std::find(reached.rbegin(), reached.rend(), true).base() - reached.begin()) - 1;
}

}  // namespace

TEST_CASE("few tokens: exactly the prefixes that merging gives at most the limit") {
  std::mt19937_64 random(21);
  std::size_t compared = 0;
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const bpe::Vocabulary& words = vocabulary_of(name);
    const reference::Ranks ranks = test::ranks_of(words);
    bpe::FewTokens few(words);
    for (const std::string_view alphabet : few_token_alphabets) {
      for (const std::size_t limit : {0U, 1U, 2U, 3U, 5U, 9U}) {
        const std::string text = random_text_of(random, alphabet, random() % 60);
        CAPTURE(name);
        CAPTURE(text);
        CAPTURE(limit);
        if (!few.find(text, limit)) continue;
        std::size_t longest = 0;
        for (std::size_t size = 0; size <= text.size(); ++size) {
          std::vector<TokenId> tokens;
          if (size > 0) tokens = reference::merge(ranks, text.substr(0, size));
          REQUIRE(few.has(size, limit) == (tokens.size() <= limit));
          if (!few.has(size, limit)) continue;
          REQUIRE(few.tokens(size) == tokens.size());
          longest = size;
          ++compared;
        }
        CHECK(few.longest() == longest);
      }
    }
  }
  CHECK(compared > 1000);
}

TEST_CASE("few tokens: text after the decisive bytes changes nothing") {
  std::mt19937_64 random(22);
  const bpe::Vocabulary& words = vocabulary_of("o200k_base");
  bpe::FewTokens few(words);
  bpe::FewTokens other(words);
  std::size_t decided = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string_view alphabet = few_token_alphabets[random() % std::size(few_token_alphabets)];
    const std::string text = random_text_of(random, alphabet, 40);
    if (!few.find(text, 4) || few.decisive_size() > text.size()) continue;
    ++decided;
    const std::string start = text.substr(0, few.decisive_size());
    REQUIRE(other.find(start + random_text_of(random, alphabet, random() % 20), 4));
    REQUIRE(other.longest() == few.longest());
    for (std::size_t size = 0; size <= few.longest(); ++size) REQUIRE(other.has(size, 4) == few.has(size, 4));
    const bpe::TokenReach reach = bpe::token_reach(words, text, 4);
    if (!reach.is_known || reach.decisive > text.size()) continue;
    const std::string decisive = text.substr(0, reach.decisive);
    REQUIRE(bpe::token_reach(words, decisive + random_text_of(random, alphabet, 20), 4).size == reach.size);
  }
  CHECK(decided > 500);
}

TEST_CASE("token_reach: as far as any sequence of tokens") {
  std::mt19937_64 random(23);
  for (const std::string_view name : {"r50k_base", "o200k_base"}) {
    const bpe::Vocabulary& words = vocabulary_of(name);
    for (const std::string_view alphabet : few_token_alphabets) {
      for (const std::size_t limit : {0U, 1U, 2U, 4U}) {
        const std::string text = random_text_of(random, alphabet, random() % 50);
        CAPTURE(text);
        const bpe::TokenReach reach = bpe::token_reach(words, text, limit);
        if (reach.is_known) CHECK(reach.size == slow_reach(words, text, limit));
      }
    }
  }
  CHECK_FALSE(bpe::token_reach(vocabulary_of("o200k_base"), std::string(5000, ' '), 16).is_known);
}

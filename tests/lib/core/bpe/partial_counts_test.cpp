#include "core/bpe/partial_counts.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "core/bpe/merge.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "tokmill/registry.hpp"

namespace {

using namespace tokmill;

const bpe::Vocabulary& vocabulary(std::string_view name) {
  return EncodingAccess::data(**find_encoding(name)).vocabulary;
}

std::size_t merged(const bpe::Vocabulary& vocabulary, std::string_view piece) {
  std::vector<TokenId> tokens;
  bpe::LongMergeMemory memory;
  if (!piece.empty()) bpe::merge_long(vocabulary, piece, tokens, memory);
  return tokens.size();
}

std::string random_piece(std::mt19937_64& random, std::string_view alphabet, std::size_t size) {
  std::string piece;
  while (piece.size() < size) piece += alphabet[random() % alphabet.size()];
  return piece;
}

}  // namespace

TEST_CASE("partial counts: those of merging each prefix and each suffix") {
  std::mt19937_64 random(11);
  for (const std::string_view name : {"r50k_base", "p50k_base", "cl100k_base", "o200k_base"}) {
    const bpe::Vocabulary& words = vocabulary(name);
    for (const std::string_view alphabet : {"a", " ", "ab", "aeinrst", "\xE4\xB8\xAD\xE6\x96\x87", "=-", " \n"}) {
      const std::string piece = random_piece(random, alphabet, 200 + random() % 200);
      bpe::PrefixCounts prefixes(words, piece);
      bpe::SuffixCounts suffixes(words, piece);
      CAPTURE(name);
      CAPTURE(piece);
      for (std::size_t size = 0; size <= piece.size(); ++size) {
        CHECK(prefixes[size] == merged(words, std::string_view(piece).substr(0, size)));
        CHECK(suffixes[size] == merged(words, std::string_view(piece).substr(piece.size() - size)));
      }
    }
  }
}

TEST_CASE("partial counts: longest prefix and longest suffix agree with the counts") {
  std::mt19937_64 random(12);
  for (const std::string_view name : {"r50k_base", "o200k_base"}) {
    const bpe::Vocabulary& words = vocabulary(name);
    for (const std::string_view alphabet : {"a", " ", "aeinrst", "=-"}) {
      const std::string piece = random_piece(random, alphabet, 600);
      bpe::PrefixCounts prefixes(words, piece);
      bpe::SuffixCounts suffixes(words, piece);
      for (const std::size_t most : {std::size_t{0}, std::size_t{77}, piece.size()}) {
        for (std::size_t limit = 0; limit < 40; ++limit) {
          std::size_t longest_prefix = 0;
          std::size_t longest_suffix = 0;
          for (std::size_t size = 0; size <= most; ++size) {
            if (prefixes[size] <= limit) longest_prefix = size;
            if (suffixes[size] <= limit) longest_suffix = size;
          }
          CHECK(bpe::PrefixCounts(words, piece).longest(limit, most) == longest_prefix);
          CHECK(bpe::SuffixCounts(words, piece).longest(limit, most) == longest_suffix);
          CHECK(prefixes.longest(limit, most) == longest_prefix);
          CHECK(suffixes.longest(limit, most) == longest_suffix);
        }
      }
    }
  }
}

TEST_CASE("partial counts: with those of an earlier start") {
  std::mt19937_64 random(14);
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const bpe::Vocabulary& words = vocabulary(name);
    for (const std::string_view alphabet : {"a", " ", "ab", "aeinrst", "\xE4\xB8\xAD\xE6\x96\x87", "=-", " \n"}) {
      const std::string piece = random_piece(random, alphabet, 400);
      bpe::PrefixCounts earlier(words, std::string_view(piece).substr(0, 250 + random() % 150));
      (void)earlier[100 + random() % 150];
      for (std::size_t start = 0; start < 40; ++start) {
        const std::string_view rest = std::string_view(piece).substr(start, 300);
        bpe::PrefixCounts counts(words, rest, &earlier);
        CAPTURE(name);
        CAPTURE(piece);
        CAPTURE(start);
        for (std::size_t size = rest.size() % 7; size <= rest.size(); size += 7) {
          CHECK(counts[size] == merged(words, rest.substr(0, size)));
        }
      }
    }
  }
}

TEST_CASE("partial counts: in any order") {
  std::mt19937_64 random(13);
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const bpe::Vocabulary& words = vocabulary(name);
    for (const std::string_view alphabet : {" ", "-", "ab", "aeinrst", "\xE4\xB8\xAD\xE6\x96\x87", " \n\t"}) {
      const std::string piece = random_piece(random, alphabet, 5000);
      bpe::PrefixCounts prefixes(words, piece);
      bpe::SuffixCounts suffixes(words, piece);
      CAPTURE(name);
      CAPTURE(alphabet);
      for (int i = 0; i < 60; ++i) {
        const std::size_t size = random() % (piece.size() + 1);
        CAPTURE(size);
        CHECK(prefixes[size] == merged(words, std::string_view(piece).substr(0, size)));
        CHECK(suffixes[size] == merged(words, std::string_view(piece).substr(piece.size() - size)));
      }
    }
  }
}

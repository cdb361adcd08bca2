#include "core/bpe/merge.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/bpe/builder/build.hpp"
#include "lib/core/bpe/images.hpp"
#include "lib/core/bpe/ranks.hpp"
#include "reference/merge.hpp"
#include "tokmill/vocabulary.hpp"

namespace {

using tokmill::bpe::TokenId;

std::vector<TokenId> merge_short(const tokmill::bpe::Vocabulary& vocabulary, std::string_view piece) {
  std::vector<TokenId> tokens(piece.size());
  tokens.resize(tokmill::bpe::merge_short(vocabulary, piece, tokens.data()));
  return tokens;
}

std::vector<TokenId> merge_divided(const tokmill::bpe::Vocabulary& vocabulary, std::string_view piece) {
  std::vector<TokenId> tokens(piece.size());
  tokens.resize(tokmill::bpe::merge_divided(vocabulary, piece, tokens.data()));
  return tokens;
}

std::vector<TokenId> merge_long(const tokmill::bpe::Vocabulary& vocabulary, std::string_view piece) {
  std::vector<TokenId> tokens;
  tokmill::bpe::LongMergeMemory memory;
  tokmill::bpe::merge_long(vocabulary, piece, tokens, memory);
  return tokens;
}

std::vector<TokenId> merge_block(const tokmill::bpe::Vocabulary& vocabulary, std::string_view piece) {
  std::vector<TokenId> tokens(piece.size());
  tokens.resize(tokmill::bpe::merge_block(vocabulary, piece, tokens.data()));
  return tokens;
}

// Empty if merge_rounds gives up.
std::vector<TokenId> merge_rounds(const tokmill::bpe::Vocabulary& vocabulary, std::string_view piece) {
  std::vector<TokenId> tokens(piece.size());
  tokens.resize(tokmill::bpe::merge_rounds(vocabulary, piece, tokens.data()));
  return tokens;
}

constexpr const unsigned char* images[] = {tokmill_image_r50k_base, tokmill_image_cl100k_base,
                                           tokmill_image_o200k_base};

const std::vector<std::string> alphabets = {"ab", "abcdefghijklmnopqrstuvwxyz", " \n\t", "aeiou nrst",
                                            "\xE4\xB8\xAD\xE6\x96\x87", "01", "-=_", "ABCab",
                                            "\xEF\xBF\xBD\x01\x02;a"};

std::string random_piece(std::mt19937& random, std::size_t size) {
  const std::string& alphabet = alphabets[random() % alphabets.size()];
  const bool any_byte = random() % 8 == 0;
  std::string piece;
  while (piece.size() < size) piece += any_byte ? static_cast<char>(random()) : alphabet[random() % alphabet.size()];
  return piece;
}

}  // namespace

TEST_CASE("merge: all algorithms give the same tokens") {
  std::mt19937 random(20261124);
  for (const unsigned char* image : images) {
    const tokmill::bpe::Vocabulary vocabulary(image);
    for (int i = 0; i < 20000; ++i) {
      const std::string piece = random_piece(random, 1 + random() % tokmill::bpe::longest_short_merge);
      CAPTURE(piece);
      const std::vector<TokenId> tokens = merge_short(vocabulary, piece);
      REQUIRE(merge_long(vocabulary, piece) == tokens);
      REQUIRE(merge_divided(vocabulary, piece) == tokens);
      const std::string_view block = std::string_view(piece).substr(0, tokmill::bpe::longest_block);
      REQUIRE(merge_block(vocabulary, block) == merge_short(vocabulary, block));
      const std::vector<TokenId> rounds = merge_rounds(vocabulary, piece);
      if (!rounds.empty()) REQUIRE(rounds == tokens);
    }
  }
}

// Runs of different kinds, so that merge_long switches between blocks and backtracking. The reference applies the rule
// directly.
TEST_CASE("merge_long: long pieces of several kinds, against the reference") {
  std::mt19937 random(20261125);
  for (const unsigned char* image : images) {
    const tokmill::bpe::Vocabulary vocabulary(image);
    const tokmill::reference::Ranks ranks = tokmill::test::ranks_of(vocabulary);
    for (int i = 0; i < 40; ++i) {
      std::string piece;
      for (std::size_t runs = 1 + random() % 6; runs > 0; --runs) piece += random_piece(random, random() % 900);
      if (piece.empty()) continue;
      CAPTURE(piece);
      REQUIRE(merge_long(vocabulary, piece) == tokmill::reference::merge(ranks, piece));
    }
  }
}

// A repeated token, with a different start or end, as long as several blocks of merge_rounds: the blocks have to be
// connected. The sizes around the limits of the algorithms come first.
TEST_CASE("merge_rounds and merge_long: repeated tokens, against the reference") {
  std::mt19937 random(20261126);
  for (const unsigned char* image : images) {
    const tokmill::bpe::Vocabulary vocabulary(image);
    const tokmill::reference::Ranks ranks = tokmill::test::ranks_of(vocabulary);
    for (int i = 0; i < 20; ++i) {
      // Longer runs of one character and tokens of any kind.
      const std::string unit = i % 3 == 0 ? std::string(1, "-=*/#_. \t\n~"[random() % 11])
                                          : std::string(vocabulary.bytes(static_cast<TokenId>(random() % 50000)));
      const std::size_t sizes[] = {32, 64, 65, 1024, 1025, 1026 + random() % 500, 65 + random() % 900};
      std::string piece = random() % 2 == 0 ? "" : random_piece(random, random() % 20);
      const std::size_t size = piece.size() + sizes[random() % std::size(sizes)];
      while (piece.size() < size) piece += unit.empty() ? "-" : unit;
      piece.resize(size);
      if (random() % 4 == 0) piece += random_piece(random, random() % 20);
      CAPTURE(piece);
      const std::vector<TokenId> expected = tokmill::reference::merge(ranks, piece);
      REQUIRE(merge_long(vocabulary, piece) == expected);
      if (piece.size() > tokmill::bpe::longest_rounds) continue;
      const std::vector<TokenId> rounds = merge_rounds(vocabulary, piece);
      if (!rounds.empty()) REQUIRE(rounds == expected);
    }
  }
}

// Tokens that have parts of characters, in any order of ranks: merge_short may start with whole characters only where no
// such token is made first.
TEST_CASE("merge_short: tokens across the ends of characters, against the reference") {
  std::mt19937 random(20261128);
  const auto below = [&random](std::size_t limit) { return random() % limit; };
  const std::vector<std::string> characters = {"\u4E2D", "\u6587", "\u4E2E", "\u3042", "\u00E9", "\u00EA", "\U0001F600", "a"};
  std::size_t pieces_with_tokens = 0;
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (unsigned byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    std::vector<std::string> parts;
    for (const std::string& character : characters) {
      for (const char byte : character) parts.emplace_back(1, byte);
    }
    std::set<std::string> tokens;
    std::vector<std::string> by_rank;
    for (std::size_t left = 5 + below(60); left > 0; --left) {
      std::string token = parts[below(parts.size())] + parts[below(parts.size())];
      if (below(2) == 0) {  // a character, or the start of one
        const std::string& character = characters[below(characters.size() - 1)];
        token = character.substr(0, 2 + below(character.size() - 1));
      }
      if (token.size() > 12 || !tokens.insert(token).second) continue;
      parts.push_back(token);
      by_rank.push_back(token);
    }
    if (below(4) == 0) std::shuffle(by_rank.begin(), by_rank.end(), random);
    std::vector<tokmill::RankedToken> ranked;
    for (TokenId byte = 0; byte < 256; ++byte) ranked.push_back({std::string_view(bytes).substr(byte, 1), byte, byte});
    for (const std::string& token : by_rank) {
      ranked.push_back({token, static_cast<TokenId>(ranked.size()), static_cast<std::uint32_t>(ranked.size())});
    }
    const auto made = tokmill::Vocabulary::from_ranks(ranked);
    REQUIRE(made);
    const tokmill::bpe::Vocabulary& vocabulary = tokmill::VocabularyAccess::data(*made).view;
    tokmill::reference::Ranks ranks;
    for (const tokmill::RankedToken& token : ranked) ranks.emplace(token.bytes, token.rank);
    for (int i = 0; i < 100; ++i) {
      std::string piece;
      while (piece.size() < 40 && (piece.empty() || below(8) > 0)) piece += characters[below(characters.size())];
      if (below(4) == 0) piece = piece.substr(below(piece.size()));
      if (below(4) == 0) piece.resize(1 + below(piece.size()));
      if (ranks.contains(piece)) continue;  // the reference gives that token, even if merging does not make it
      CAPTURE(piece);
      const std::vector<std::uint32_t> expected = tokmill::reference::merge(ranks, piece);
      std::vector<std::uint32_t> found;
      for (const TokenId token : merge_short(vocabulary, piece)) found.push_back(vocabulary.id_of(token));
      REQUIRE(found == expected);
      if (expected.size() < piece.size()) ++pieces_with_tokens;
    }
  }
  CHECK(pieces_with_tokens > 10'000);
}

TEST_CASE("merge_rounds: gives up if a piece has too many different pairs") {
  const tokmill::bpe::Vocabulary vocabulary(tokmill_image_o200k_base);
  std::mt19937 random(20261127);
  std::string letters;
  while (letters.size() < tokmill::bpe::longest_rounds) letters += static_cast<char>('a' + random() % 26);
  CHECK(merge_rounds(vocabulary, letters).empty());
  CHECK_FALSE(tokmill::bpe::is_repetitive(letters));
  CHECK_FALSE(merge_rounds(vocabulary, std::string(1024, '-')).empty());
  CHECK(tokmill::bpe::is_repetitive(std::string(32, '-')));
  const std::string unit = letters.substr(0, 25);
  CHECK(tokmill::bpe::is_repetitive(unit + unit + unit));
  CHECK(tokmill::bpe::is_repetitive(std::string(40, '-') + letters));
}

TEST_CASE("vocabulary: the parts of a token have lower ids") {
  for (const unsigned char* image : images) {
    const tokmill::bpe::Vocabulary vocabulary(image);
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
      if (vocabulary.token_size(id) < 2) continue;
      const tokmill::bpe::LastMerge last = vocabulary.last_merge(id);
      if (last.left >= id || last.right >= id) FAIL("token ", id);
    }
  }
}

TEST_CASE("vocabulary: finds tokens of every size") {
  const tokmill::bpe::Vocabulary vocabulary(tokmill_image_o200k_base);
  std::size_t found = 0;
  for (TokenId id = 0; id < vocabulary.size(); ++id) {
    if (vocabulary.bytes(id).empty()) continue;
    REQUIRE(vocabulary.find(vocabulary.bytes(id)) == id);
    ++found;
  }
  CHECK(found == 199998);
  CHECK(vocabulary.find(std::string("\0\0\0", 3)) != vocabulary.find(std::string("\0\0", 2)));
  CHECK(vocabulary.find(std::string(5000, 'x')) == tokmill::bpe::no_token);
}

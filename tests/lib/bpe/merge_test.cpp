#include "bpe/merge.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
extern const unsigned char tokmill_image_r50k_base[];
extern const unsigned char tokmill_image_cl100k_base[];
extern const unsigned char tokmill_image_o200k_base[];
}

namespace {

using tokmill::bpe::TokenId;
using tokmill::bpe::Vocabulary;

std::vector<TokenId> merge_short(const Vocabulary& vocabulary, std::string_view piece) {
  std::vector<TokenId> tokens(piece.size());
  tokens.resize(tokmill::bpe::merge_short(vocabulary, piece, tokens.data()));
  return tokens;
}

std::vector<TokenId> merge_long(const Vocabulary& vocabulary, std::string_view piece) {
  std::vector<TokenId> tokens;
  tokmill::bpe::LongMergeMemory memory;
  tokmill::bpe::merge_long(vocabulary, piece, tokens, memory);
  return tokens;
}

void check_that_both_agree(const unsigned char* image) {
  const Vocabulary vocabulary(image);
  std::mt19937 random(20261124);
  const std::vector<std::string> alphabets = {"ab", "abcdefghijklmnopqrstuvwxyz", " \n\t", "aeiou nrst",
                                              "\xE4\xB8\xAD\xE6\x96\x87", "01", "-=_", "ABCab"};
  for (int i = 0; i < 20000; ++i) {
    std::string piece;
    const std::size_t size = 1 + random() % tokmill::bpe::longest_short_merge;
    const std::string& alphabet = alphabets[random() % alphabets.size()];
    const bool any_byte = random() % 8 == 0;
    while (piece.size() < size) piece += any_byte ? static_cast<char>(random()) : alphabet[random() % alphabet.size()];
    CAPTURE(piece);
    REQUIRE(merge_long(vocabulary, piece) == merge_short(vocabulary, piece));
  }
}

}  // namespace

TEST_CASE("both merges give the same tokens for every piece that both take") {
  check_that_both_agree(tokmill_image_r50k_base);
  check_that_both_agree(tokmill_image_cl100k_base);
  check_that_both_agree(tokmill_image_o200k_base);
}

TEST_CASE("a token's own bytes are found, whatever their number") {
  const Vocabulary vocabulary(tokmill_image_o200k_base);
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

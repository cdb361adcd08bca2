#include "core/bpe/vocabulary.hpp"

#include <doctest/doctest.h>

#include <string_view>

#include "lib/core/bpe/images.hpp"

namespace {

using tokmill::bpe::LastMerge;
using tokmill::bpe::no_token;
using tokmill::bpe::TokenId;
using tokmill::bpe::Vocabulary;

const unsigned char* const images[] = {tokmill_image_r50k_base, tokmill_image_p50k_base, tokmill_image_cl100k_base,
                                       tokmill_image_o200k_base};

}  // namespace

TEST_CASE("vocabulary: find returns every token for its bytes") {
  for (const unsigned char* const image : images) {
    const Vocabulary vocabulary(image);
    for (TokenId token = 0; token < vocabulary.size(); ++token) {
      if (vocabulary.token_size(token) > 0) REQUIRE(vocabulary.find(vocabulary.bytes(token)) == token);
    }
  }
}

TEST_CASE("vocabulary: the last merge of a token is its only split that is a merge") {
  for (const unsigned char* const image : images) {
    const Vocabulary vocabulary(image);
    std::size_t merges = 0;
    std::size_t others = 0;
    for (TokenId token = 0; token < vocabulary.size(); ++token) {
      const std::string_view bytes = vocabulary.bytes(token);
      const LastMerge last = vocabulary.last_merge(token);
      for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
        const TokenId left = vocabulary.find(bytes.substr(0, cut));
        const TokenId right = vocabulary.find(bytes.substr(cut));
        if (left == no_token || right == no_token) continue;
        const bool is_last = left == last.left && right == last.right;
        REQUIRE(vocabulary.merged(left, right) == (is_last ? token : no_token));
        ++(is_last ? merges : others);
      }
    }
    CHECK(merges > 40000);
    CHECK(others > 40000);
  }
}

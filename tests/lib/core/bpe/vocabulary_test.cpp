#include "core/bpe/vocabulary.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/core/bpe/images.hpp"

namespace {

using tokmill::bpe::LastMerge;
using tokmill::bpe::no_token;
using tokmill::bpe::TokenId;

const unsigned char* const all_images[] = {tokmill_image_r50k_base, tokmill_image_p50k_base, tokmill_image_cl100k_base,
                                       tokmill_image_o200k_base};

}  // namespace

TEST_CASE("vocabulary: find returns every token for its bytes") {
  for (const unsigned char* const image : all_images) {
    const tokmill::bpe::Vocabulary vocabulary(image);
    for (TokenId token = 0; token < vocabulary.size(); ++token) {
      if (vocabulary.token_size(token) > 0) REQUIRE(vocabulary.find(vocabulary.bytes(token)) == token);
    }
  }
}

TEST_CASE("next_bucket: reaches every bucket if their number is prime") {
  for (const std::uint32_t count : {2U, 3U, 5U, 251U, 257U, 1009U}) {
    for (const std::string_view piece : {"a", "of", "the", "tokens", "a longer piece"}) {
      const auto key = tokmill::bpe::short_key(piece.data(), piece.size());
      std::vector<bool> reached(count);
      std::uint32_t bucket = count - 1;
      for (std::uint32_t i = 0; i < count; ++i) {
        REQUIRE(bucket < count);
        reached[bucket] = true;
        bucket = tokmill::bpe::next_bucket(bucket, key, count);
      }
      CHECK(std::count(reached.begin(), reached.end(), true) == count);
    }
  }
}

TEST_CASE("vocabulary: bytes may be adjacent exactly if they are in some token") {
  for (const unsigned char* image : all_images) {
    const tokmill::bpe::Vocabulary vocabulary(image);
    std::vector<bool> adjacent(std::size_t{256} * 256);
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
      const std::string_view bytes = vocabulary.bytes(id);
      for (std::size_t at = 1; at < bytes.size(); ++at) {
        adjacent[static_cast<unsigned char>(bytes[at - 1]) * std::size_t{256} + static_cast<unsigned char>(bytes[at])] =
            true;
      }
    }
    for (std::size_t pair = 0; pair < adjacent.size(); ++pair) {
      const auto left = static_cast<unsigned char>(pair / 256);
      const auto right = static_cast<unsigned char>(pair % 256);
      REQUIRE(vocabulary.may_be_adjacent(left, right) == adjacent[pair]);
    }
  }
}

TEST_CASE("vocabulary: the last merge of a token is its only split that is a merge") {
  for (const unsigned char* const image : all_images) {
    const tokmill::bpe::Vocabulary vocabulary(image);
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

#include "tokmill/packed_vocabulary.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bpe/builder/build.hpp"
#include "lib/core/bpe/images.hpp"
#include "lib/random_rules.hpp"
#include "lib/random_vocabulary.hpp"
#include "tokmill/encodings.hpp"

using namespace tokmill;

namespace {

std::string_view image_of(const Vocabulary& vocabulary) { return VocabularyAccess::data(vocabulary).image.bytes(); }

Encoding encoding_of(const Vocabulary& vocabulary) {
  return *Encoding::make(vocabulary, {"made", *PreTokenizer::named("gpt2")});
}

std::string packed_small() {
  static const std::string all = [] {
    std::string bytes;
    for (unsigned byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    return bytes;
  }();
  std::vector<RankedToken> tokens;
  for (TokenId i = 0; i < 256; ++i) tokens.push_back({std::string_view(all).substr(i, 1), i, 1000 + i});
  tokens.push_back({"ab", 256, 2000});
  tokens.push_back({"abab", 257, 2001});
  tokens.push_back({"xyz", 258, 2002});
  return pack_vocabulary(encoding_of(*Vocabulary::from_ranks(tokens)));
}

}  // namespace

TEST_CASE("packed vocabulary: the tables of random vocabularies stay the same") {
  std::mt19937 random(1);
  int with_phases = 0;
  int with_unreachable = 0;
  for (unsigned round = 0; round < 600; ++round) {
    test::RandomVocabulary::Shape shape;
    shape.has_list = round % 2 == 0;
    shape.is_shuffled = round / 2 % 2 == 0;
    shape.has_ids = round / 4 % 2 == 0;
    shape.has_all_bytes = round / 8 % 2 == 0;
    shape.whole_pieces = round / 16 % 2 == 0 ? WholePieces::tokens : WholePieces::merged;
    const Result<Vocabulary> made = test::RandomVocabulary(random, shape).make();
    if (!made) continue;
    const std::string packed = pack_vocabulary(encoding_of(*made));
    const Result<Vocabulary> unpacked = unpack_vocabulary(packed);
    REQUIRE_MESSAGE(unpacked, unpacked.error().message);
    CHECK(image_of(*unpacked) == image_of(*made));
    CHECK(unpacked->size() == made->size());
    CHECK(std::ranges::equal(unpacked->unreachable(), made->unreachable()));
    CHECK(pack_vocabulary(encoding_of(*unpacked)) == packed);
    with_phases += VocabularyAccess::data(*made).view.phases() != nullptr ? 1 : 0;
    with_unreachable += made->unreachable().empty() ? 0 : 1;
  }
  CHECK(with_phases > 50);
  CHECK(with_unreachable > 50);
}

TEST_CASE("packed vocabulary: vocabularies of characters") {
  std::mt19937 random(2);
  for (unsigned round = 0; round < 300; ++round) {
    const Encoding made = test::random_merged_encoding(random);
    const Result<Vocabulary> unpacked = unpack_vocabulary(pack_vocabulary(made));
    REQUIRE_MESSAGE(unpacked, unpacked.error().message);
    const Encoding again = *Encoding::make(*unpacked, made.parts());
    for (const std::string_view text : {"abc cab <s> AB1", "\u00E9a\u4F60\u4F60b\uFFFD", "zzz\u00FFa"}) {
      CHECK(*again.encode(text, SpecialPolicy::ordinary()) == *made.encode(text, SpecialPolicy::ordinary()));
    }
    CHECK(pack_vocabulary(again) == pack_vocabulary(made));
  }
}

TEST_CASE("packed vocabulary: tokens that are only decoded") {
  std::vector<ListedToken> tokens;
  std::string all;
  for (unsigned byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  for (TokenId i = 0; i < 256; ++i) tokens.push_back({std::string_view(all).substr(i, 1), i});
  tokens.push_back({"ab", 256});
  tokens.push_back({"cd", 257});
  const std::vector<Merge> merges = {{'a', 'b'}};
  const std::vector<ListedToken> hidden = {{"ab", 300}, {"x", 301}, {"long one", 302}};
  for (const WholePieces pieces : {WholePieces::tokens, WholePieces::merged}) {
    const Vocabulary made = *Vocabulary::from_merges(tokens, merges, pieces, hidden);
    const Result<Vocabulary> unpacked = unpack_vocabulary(pack_vocabulary(encoding_of(made)));
    REQUIRE(unpacked);
    CHECK(image_of(*unpacked) == image_of(made));
    CHECK(encoding_of(*unpacked).token_bytes(302) == "long one");
    CHECK(encoding_of(*unpacked).token_id("long one") == encoding_of(made).token_id("long one"));
  }
}

TEST_CASE("packed vocabulary: the built-in vocabularies") {
  const std::pair<const Encoding*, const unsigned char*> built_in[] = {{&r50k_base(), tokmill_image_r50k_base},
                                                                       {&p50k_base(), tokmill_image_p50k_base},
                                                                       {&cl100k_base(), tokmill_image_cl100k_base},
                                                                       {&o200k_base(), tokmill_image_o200k_base}};
  for (const auto& [encoding, expected] : built_in) {
    const Result<Vocabulary> unpacked = unpack_vocabulary(pack_vocabulary(*encoding));
    REQUIRE_MESSAGE(unpacked, unpacked.error().message);
    const std::string_view image = image_of(*unpacked);
    CHECK(std::memcmp(image.data(), expected, image.size()) == 0);
  }
}

TEST_CASE("packed vocabulary: bytes that are cut off or damaged give an error or another vocabulary") {
  const std::string good = packed_small();
  REQUIRE(unpack_vocabulary(good));
  for (std::size_t size = 0; size < good.size(); ++size) {
    const auto unpacked = unpack_vocabulary(std::string_view(good).substr(0, size));
    REQUIRE_FALSE(unpacked);
    CHECK(unpacked.error().code == ErrorCode::malformed_table);
  }
  CHECK_FALSE(unpack_vocabulary(good + '\0'));
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const int bit : {0, 3, 7}) {
      std::string damaged = good;
      damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ 1U << bit);
      const auto unpacked = unpack_vocabulary(damaged);
      if (unpacked) CHECK(encoding_of(*unpacked).count("abab xyz") > 0);
    }
  }
}

TEST_CASE("parts: an encoding can be made again of its parts") {
  std::mt19937 random(3);
  for (const Encoding* encoding : {&gpt2(), &cl100k_base(), &o200k_base(), &o200k_harmony()}) {
    const EncodingParts parts = encoding->parts();
    CHECK(parts.name == encoding->name());
    const Encoding again = *Encoding::make(*unpack_vocabulary(pack_vocabulary(*encoding)), parts);
    CHECK(again.pattern() == encoding->pattern());
    CHECK(again.vocabulary_size() == encoding->vocabulary_size());
    const std::string_view text = "It's 12345 \u4F60\u597D<|endoftext|><|endofprompt|>  \n\n x";
    CHECK(*again.encode(text, SpecialPolicy::allow_all()) == *encoding->encode(text, SpecialPolicy::allow_all()));
  }
  for (int round = 0; round < 100; ++round) {
    const EncodingParts parts = test::random_rules(random);
    const Encoding made = *Encoding::make(*unpack_vocabulary(packed_small()), parts);
    const EncodingParts again = made.parts();
    CHECK(again.normalizers == parts.normalizers);
    CHECK(again.added_tokens.size() == parts.added_tokens.size());
    CHECK(std::ranges::equal(again.pre_tokenizer.steps(), parts.pre_tokenizer.steps()));
  }
}

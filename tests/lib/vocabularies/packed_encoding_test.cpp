#include "tokmill/vocabularies/packed_encoding.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lib/random_rules.hpp"
#include "tokmill/encodings.hpp"
#include "tokmill/packed_vocabulary.hpp"

using namespace tokmill;
using namespace tokmill::vocabularies;

namespace {

void check_same(const Encoding& made, const Encoding& again, std::string_view text) {
  CHECK(again.name() == made.name());
  for (const SpecialPolicy& policy : {SpecialPolicy::ordinary(), SpecialPolicy::allow_all()}) {
    CHECK(*again.encode(text, policy) == *made.encode(text, policy));
  }
  CHECK(again.pieces(text) == made.pieces(text));
}

}  // namespace

TEST_CASE("packed encoding: the built-in encodings") {
  for (const Encoding* encoding : {&gpt2(), &p50k_edit(), &cl100k_base(), &o200k_harmony()}) {
    const Result<Encoding> again = unpack_encoding(pack_encoding(*encoding));
    REQUIRE_MESSAGE(again, again.error().message);
    check_same(*encoding, *again, "It's 12345 \u4F60\u597D<|endoftext|><|endofprompt|>  \n\n x");
    CHECK(pack_encoding(*again) == pack_encoding(*encoding));
  }
}

TEST_CASE("packed encoding: random parts") {
  std::mt19937 random(4);
  for (int round = 0; round < 40; ++round) {
    EncodingParts parts = test::random_rules(random);
    parts.name = "name " + std::to_string(round);
    for (AddedToken& token : parts.added_tokens) token.id += 1000;  // gpt2 has 50,257 tokens
    parts.strips_first_blank = round % 2 == 0;
    if (round % 3 == 0) parts.prefix_tokens = {1, 2};
    if (round % 5 == 0) parts.suffix_tokens = {3};
    const Encoding made = *Encoding::make(*unpack_vocabulary(pack_vocabulary(gpt2())), parts);
    const Result<Encoding> again = unpack_encoding(pack_encoding(made));
    REQUIRE_MESSAGE(again, again.error().message);
    check_same(made, *again, "a>b <s>a ab<aa>bc b< \u00E9 A1");
    CHECK(std::ranges::equal(again->prefix_tokens(), made.prefix_tokens()));
    CHECK(std::ranges::equal(again->suffix_tokens(), made.suffix_tokens()));
    CHECK(*again->decode(std::vector<TokenId>{220, 64}) == *made.decode(std::vector<TokenId>{220, 64}));
  }
}

TEST_CASE("packed encoding: bytes that are cut off or too long") {
  const std::string good = pack_encoding(gpt2());
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{4}, std::size_t{9}, std::size_t{100}, good.size() - 1}) {
    CHECK_FALSE(unpack_encoding(std::string_view(good).substr(0, size)));
  }
  CHECK_FALSE(unpack_encoding(good + "x"));
}

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "lib/encoding.hpp"
#include "lib/random_vocabulary.hpp"
#include "reference/tokenizer.hpp"
#include "tokmill/tokmill.hpp"
#include "tokmill/utf8.hpp"

namespace {

using namespace tokmill;
using test::RandomVocabulary;

std::vector<TokenId> tokens_of_piece(const Encoding& encoding, std::string_view piece,
                                     WholePieces whole_pieces = WholePieces::tokens) {
  std::vector<TokenId> ids;
  encoding.encode_piece(piece, ids, whole_pieces);
  return ids;
}

// Bytes that need not be UTF-8: parts of texts and of tokens, and any others.
std::string random_bytes(std::mt19937& random, const Encoding& encoding) {
  static constexpr std::string_view text = " wasn't \u4F60\u597D\u0439\u0301 \U0001F600\n\n  1234567--== \xC3\xE4\xB8\xF0\x9F\x98 ";
  std::string bytes;
  for (auto parts = random() % 8; parts > 0; --parts) {
    switch (random() % 4) {
      case 0: bytes += std::string(random() % 20, static_cast<char>(random())); break;
      case 1: bytes += encoding.token_bytes(static_cast<TokenId>(random() % 50'000)).value_or("x"); break;
      case 2: bytes += text.substr(random() % text.size(), random() % 30); break;
      default: bytes += static_cast<char>(random()); break;
    }
  }
  return bytes;
}

Encoding made(const Vocabulary& vocabulary, std::string_view pattern) {
  return *Encoding::make(vocabulary, {"made", *PreTokenizer::of_pattern(pattern)});
}

}  // namespace

TEST_CASE("encode_piece: bytes of any kind, against the reference") {
  std::mt19937 random(20261126);
  for (const std::string_view name : vocabulary_names) {
    const Encoding& built_in = encoding(name);
    const reference::Tokenizer& expected = reference::tokenizer(name);
    CHECK(tokens_of_piece(built_in, "").empty());
    for (int i = 0; i < 3000; ++i) {
      const std::string piece = random_bytes(random, built_in);
      CAPTURE(piece);
      REQUIRE(tokens_of_piece(built_in, piece) == (piece.empty() ? std::vector<TokenId>() : expected.merge(piece)));
    }
  }
}

TEST_CASE("encode_piece appends, and does not split or search") {
  const Encoding& o200k = encoding("o200k_base");
  std::vector<TokenId> ids{7};
  o200k.encode_piece("<|endoftext|>", ids);
  CHECK(ids.front() == 7);
  CHECK(ids.back() != 199999);
  ids.erase(ids.begin());
  CHECK(*o200k.decode(ids) == "<|endoftext|>");
  CHECK(tokens_of_piece(o200k, std::string(3'000'000, 'a')).size() < 3'000'000);
}

TEST_CASE("encode_piece of vocabularies made at run time, with and without whole pieces") {
  std::mt19937 random(15);
  for (int i = 0; i < 200; ++i) {
    RandomVocabulary::Shape shape;
    shape.has_list = random() % 2 == 0;
    shape.has_ids = random() % 2 == 0;
    shape.whole_pieces = random() % 4 != 0 ? WholePieces::tokens : WholePieces::merged;
    const RandomVocabulary source(random, shape);
    const Result<Vocabulary> vocabulary = source.make();
    if (!vocabulary) continue;  // beyond a limit
    const reference::MadeVocabulary expected = source.reference();
    reference::MadeVocabulary merged = expected;
    merged.has_whole_pieces = false;
    const Encoding encoding = made(*vocabulary, random() % 2 == 0 ? "." : std::string(tokmill::o200k_base().pattern()));
    const auto check = [&](const std::string& piece) {
      CAPTURE(piece);
      REQUIRE(tokens_of_piece(encoding, piece) == reference::merge(expected, piece));
      REQUIRE(tokens_of_piece(encoding, piece, WholePieces::merged) == reference::merge(merged, piece));
    };
    for (const auto& [bytes, id] : source.ids()) check(bytes);
    for (int text = 0; text < 20; ++text) {
      std::string piece;
      for (auto left = 1 + random() % 30; left > 0; --left) piece += "abc \xC3\xA9\xFF"[random() % 7];
      check(piece);
    }
  }
}

TEST_CASE("encode_piece replaces what is not UTF-8 if some bytes have no token") {
  std::mt19937 random(1);
  RandomVocabulary::Shape shape;
  shape.has_all_bytes = false;
  const RandomVocabulary source(random, shape);
  const Encoding encoding = made(*source.make(), ".");
  CHECK(tokens_of_piece(encoding, "ab\xFF") == tokens_of_piece(encoding, "ab\uFFFD"));
  CHECK(tokens_of_piece(encoding, "ab\xC3") == tokens_of_piece(encoding, "ab\uFFFD"));
}

TEST_CASE("the expression of an encoding splits as the encoding does") {
  std::mt19937 random(2);
  for (const std::string_view name : encoding_names()) {
    const Encoding& built_in = encoding(name);
    const Result<PreTokenizer> pre_tokenizer = PreTokenizer::of_pattern(built_in.pattern());
    REQUIRE(pre_tokenizer);
    CHECK_FALSE(pre_tokenizer->name().empty());
    const RandomVocabulary source(random, {});
    const Encoding other = made(*source.make(), built_in.pattern());
    CHECK(other.pattern() == built_in.pattern());
    for (int i = 0; i < 100; ++i) {
      const std::string text = replace_ill_formed(random_bytes(random, built_in));
      CHECK(other.pieces(text) == built_in.pieces(text));
    }
  }
}

TEST_CASE("the expression of an encoding made at run time") {
  std::mt19937 random(3);
  const RandomVocabulary source(random, {});
  const Vocabulary vocabulary = *source.make();
  CHECK(made(vocabulary, R"(\p{L}+|\s)").pattern() == R"(\p{L}+|\s)");
  const auto with_steps = Encoding::make(vocabulary, {"steps", *PreTokenizer::of_steps({Digits{true}})});
  CHECK(with_steps->pattern().empty());
  const auto llama3 = Encoding::make(vocabulary, {"llama3", *PreTokenizer::named("llama3")});
  CHECK(PreTokenizer::of_pattern(llama3->pattern())->name() == "llama3");
  const auto deepseek = Encoding::make(vocabulary, {"deepseek", *PreTokenizer::named("deepseek-v3")});
  CHECK(deepseek->pattern().empty());
}

#include "core/tokenizer/text_rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/tokenizer/encoding_data.hpp"
#include "lib/random_vocabulary.hpp"
#include "lib/ruled_reference.hpp"
#include "tokmill/tokmill.hpp"

namespace {

using namespace tokmill;
using test::RandomVocabulary;
using Source = test::RuledSource;

constexpr std::array characters = {"a", "a", "b", "c", "A", "B", " ", " ", "\n", "<", ">", ",", "1", "\u0301", "\u00E9", "\u4F60",
                                   "\uFF0C", "'"};

std::string random_text(std::mt19937& random, std::size_t size) {
  constexpr std::array tokens = {"<a>", "<aa>", "<b", "a>b", "<AB>", "ab", "<s>", "< "};
  std::string text;
  for (; size > 0; --size) {
    text += random() % 6 == 0 ? tokens[random() % tokens.size()] : characters[random() % characters.size()];
  }
  return text;
}

Source random_source(std::mt19937& random) {
  constexpr std::array names = {"gpt2", "cl100k", "o200k", "deepseek-coder", "starcoder", "falcon"};
  constexpr std::array expressions = {"[a-z]+", " ?[a-z<>]+|[^a-z]", "\\s+|\\S", "\\p{L}+|\\p{N}{1,3}| +"};
  RandomVocabulary::Shape shape;
  shape.has_list = random() % 2 == 0;
  shape.has_ids = random() % 2 == 0;
  Source source{{random, shape},
                {"made", random() % 2 == 0 ? *PreTokenizer::named(names[random() % names.size()])
                                           : *PreTokenizer::of_pattern(expressions[random() % expressions.size()])}};
  const std::vector<std::vector<Normalizer>> normalizers = {
      {}, {}, {NormalForm::nfc}, {Lowercase{}}, {Replace{"b", "  "}}, {Prepend{"a"}, Replace{" ", "cc"}}};
  source.parts.normalizers = normalizers[random() % normalizers.size()];
  TokenId id = 50000;
  for (const char* const name : {"<a>", "<aa>", "a>b", "<AB>", "<s>", "ab", "<b<"}) {
    if (random() % 2 == 0) source.parts.added_tokens.push_back({name, id++, random() % 3 == 0, random() % 3 == 0});
  }
  return source;
}

// Encodes the text in parts.
std::vector<TokenId> stream(const Encoding& encoding, std::string_view text, const SpecialPolicy& policy,
                            std::mt19937& random, std::vector<std::uint64_t>& ends) {
  StreamEncoder encoder(encoding, policy);
  std::vector<TokenId> ids;
  while (!text.empty()) {
    const std::size_t size = std::min<std::size_t>(1 + random() % 3000, text.size());
    REQUIRE(encoder.append(text.substr(0, size), ids, &ends));
    text.remove_prefix(size);
  }
  REQUIRE(encoder.finish(ids, &ends));
  return ids;
}

}  // namespace

TEST_CASE("text rules: random encodings and texts, against the reference") {
  std::mt19937 random(20261127);
  for (int i = 0; i < 150; ++i) {
    CAPTURE(i);
    const Source source = random_source(random);
    const Encoding encoding = *Encoding::make(*source.vocabulary.make(), source.parts);
    const test::RuledReference reference(source);
    for (int repeat = 0; repeat < 10; ++repeat) {
      const std::string text = random_text(random, 1 + random() % (repeat == 0 ? 300 : 25));
      CAPTURE(text);
      std::vector<TokenId> ids;
      encoding.encode_ordinary(text, ids);
      REQUIRE(ids == reference.encode(text, false));
      REQUIRE(encoding.count(text) == ids.size());
      REQUIRE(encoding.count_within(text, ids.size()) == ids.size());
      if (!ids.empty()) REQUIRE_FALSE(encoding.count_within(text, ids.size() - 1));
      std::vector<TokenId> start(ids.size() / 2);
      REQUIRE(encoding.encode_ordinary(text, std::span(start)) == ids.size());
      REQUIRE(std::equal(start.begin(), start.end(), ids.begin()));
      const auto allowed = encoding.encode(text, SpecialPolicy::allow_all());
      REQUIRE(*allowed == reference.encode(text, true));
      REQUIRE(*encoding.count(text, SpecialPolicy::allow_all()) == allowed->size());
    }
  }
}

TEST_CASE("text rules: each token ends after its last byte, whatever is dropped before, inside and after it") {
  std::vector<ListedToken> tokens = {{"a", 0}, {"b", 1}, {"c", 2}, {"ab", 3}, {"\xC3", 4}};
  const std::vector<Merge> merges = {{0, 1}};
  const Encoding dropping_bytes = *Encoding::make(*Vocabulary::from_merges(tokens, merges), {"bytes", *PreTokenizer::of_steps({})});
  tokens.pop_back();
  const Encoding dropping = *Encoding::make(*Vocabulary::from_characters(tokens, merges, {}), {"drop", *PreTokenizer::of_steps({})});
  const Encoding fusing =
      *Encoding::make(*Vocabulary::from_characters(tokens, merges, {{}, 2, true}), {"fuse", *PreTokenizer::of_steps({})});
  struct Case {
    const Encoding& encoding;
    std::string_view text;
    std::vector<TokenId> ids;
    std::vector<std::uint64_t> ends;
  };
  const std::vector<Case> cases = {
      {dropping_bytes, "xxabx", {3}, {4}},
      {dropping_bytes, "axbxxc", {3, 2}, {3, 6}},
      {dropping_bytes, "a\u00E9b", {0, 4, 1}, {1, 2, 4}},
      {dropping, "xxabx", {3}, {4}},
      {dropping, "\u4F60a\u4F60bc", {3, 2}, {8, 9}},
      {fusing, "xxabx", {2, 3, 2}, {2, 4, 5}},
      {fusing, "axb\u4F60\u4F60c", {0, 2, 1, 2, 2}, {1, 2, 3, 9, 10}},
  };
  for (const Case& one : cases) {
    CAPTURE(one.encoding.name());
    CAPTURE(one.text);
    std::vector<std::uint64_t> ends;
    CHECK(*one.encoding.encode(one.text, SpecialPolicy::ordinary(), IllFormed::replacement, &ends) == one.ids);
    CHECK(ends == one.ends);
    StreamEncoder encoder(one.encoding);
    std::vector<TokenId> ids;
    std::vector<std::uint64_t> stream_ends;
    REQUIRE(encoder.append(one.text, ids, &stream_ends));
    REQUIRE(encoder.finish(ids, &stream_ends));
    CHECK(stream_ends == one.ends);
  }
}

TEST_CASE("text rules: a stream gives the tokens of the whole text, with their ends") {
  std::mt19937 random(20261128);
  std::size_t cuts = 0;
  for (int i = 0; i < 60; ++i) {
    CAPTURE(i);
    const Source source = random_source(random);
    const Encoding encoding = *Encoding::make(*source.vocabulary.make(), source.parts);
    const std::string text = random_text(random, 9000);
    for (const SpecialPolicy& policy : {SpecialPolicy::ordinary(), SpecialPolicy::allow_all()}) {
      std::vector<std::uint64_t> ends;
      const auto ids = encoding.encode(text, policy, IllFormed::replacement, &ends);
      std::vector<std::uint64_t> stream_ends;
      REQUIRE(stream(encoding, text, policy, random, stream_ends) == *ids);
      REQUIRE(stream_ends == ends);
      StreamCounter counter(encoding, policy);
      REQUIRE(counter.append(text));
      REQUIRE(*counter.finish() == ids->size());
      REQUIRE((ends.empty() || ends.back() <= encoding.tokenized_text(text, policy).size()));
    }
    // The first disallowed token has the same position.
    const auto disallowed = encoding.encode(text, SpecialPolicy::error());
    StreamCounter counter(encoding, SpecialPolicy::error());
    Result<void> appended = counter.append(text);
    const Result<std::uint64_t> finished = counter.finish();
    CHECK(disallowed.has_value() == finished.has_value());
    if (!disallowed && !source.parts.added_tokens.empty()) CHECK(finished.error().code == disallowed.error().code);

    const EncodingData& data = EncodingAccess::data(encoding);
    for (std::size_t from = 0; from < 2000; ++from) {
      const std::size_t cut = cut_in_two(data, text, from, 100);
      if (cut == text.size()) continue;
      ++cuts;
      REQUIRE(encoding.count(std::string_view(text).substr(0, cut)) +
                  encoding.count(std::string_view(text).substr(cut)) ==
              encoding.count(text));
      from = cut + random() % 200;
    }
    REQUIRE(count_in_parallel(encoding, text, 2) == encoding.count(text));
  }
  CHECK(cuts > 200);
}

#include "core/bpe/longest_matches.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/bpe/builder/build.hpp"
#include "core/bpe/merge.hpp"
#include "core/bpe/settled_tokens.hpp"
#include "lib/core/truncate/speed.hpp"
#include "lib/random_vocabulary.hpp"
#include "lib/repeated.hpp"
#include "reference/longest_matches.hpp"
#include "tokmill/vocabulary.hpp"

namespace {

using namespace tokmill;

// The bytes, and `more` in order of rank.
Vocabulary vocabulary_of(const std::vector<std::string>& more) {
  std::vector<std::string> bytes;
  for (int byte = 0; byte < 256; ++byte) bytes.emplace_back(1, static_cast<char>(byte));
  bytes.insert(bytes.end(), more.begin(), more.end());
  std::vector<RankedToken> tokens;
  for (TokenId id = 0; id < bytes.size(); ++id) tokens.push_back({bytes[id], id, id});
  return *Vocabulary::from_ranks(tokens, WholePieces::merged);
}

// Tokens of `unit`, repeated 1, 2, 4 … times.
std::vector<std::string> doublings(const std::string& unit, std::size_t longest) {
  std::vector<std::string> tokens;
  for (std::size_t size = 2; size <= unit.size(); ++size) tokens.push_back(unit.substr(0, size));
  for (std::string token = unit + unit; token.size() <= longest; token += token) tokens.push_back(token);
  return tokens;
}

// Tokens that join two others, up to `longest` bytes.
std::vector<std::string> joined_tokens(std::mt19937& random, std::size_t count, std::size_t longest) {
  std::vector<std::string> parts = {"a", "b"};
  std::set<std::string> known(parts.begin(), parts.end());
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& recent = parts[parts.size() - 1 - random() % std::min<std::size_t>(3, parts.size())];
    const std::string token = parts[random() % parts.size()] + recent;
    if (token.size() > longest || !known.insert(token).second) continue;
    parts.push_back(token);
    tokens.push_back(token);
  }
  return tokens;
}

void check_matches(const bpe::Vocabulary& vocabulary, std::string_view text) {
  std::vector<std::string> tokens;
  for (bpe::TokenId token = 0; token < vocabulary.size(); ++token) {
    const std::string_view bytes = vocabulary.bytes(token);
    if (!bytes.empty() && vocabulary.find(bytes) == token) tokens.emplace_back(bytes);
  }
  const auto expected = reference::longest_matches(tokens, text);
  const auto matches = bpe::longest_matches(vocabulary, text);
  REQUIRE(matches.size() == expected.size());
  for (std::size_t at = 0; at < matches.size(); ++at) {
    CAPTURE(at);
    REQUIRE(matches[at].bytes == expected[at].bytes);
    REQUIRE((matches[at].token == bpe::no_token ? "" : vocabulary.bytes(matches[at].token)) == expected[at].token);
  }
}

}  // namespace

TEST_CASE("longest matches: those of a comparison with each token") {
  std::mt19937 random(20261126);
  for (const std::string unit : {"a", "ab", "aab"}) {
    const Vocabulary vocabulary = vocabulary_of(doublings(unit, 512));
    const bpe::Vocabulary& view = VocabularyAccess::data(vocabulary).view;
    for (const std::size_t size : {0U, 1U, 2U, 70U, 700U}) {
      check_matches(view, test::repeated(unit, size));
      check_matches(view, "b" + test::repeated(unit, size) + "b" + test::repeated(unit, size / 2));
    }
  }
  for (int i = 0; i < 10; ++i) {
    const std::vector<std::string> tokens = joined_tokens(random, 60, 400);
    const Vocabulary vocabulary = vocabulary_of(tokens);
    std::string text;
    while (text.size() < 600) text += tokens[tokens.size() - 1 - random() % std::min<std::size_t>(5, tokens.size())];
    check_matches(VocabularyAccess::data(vocabulary).view, text);
  }
  for (int i = 0; i < 10; ++i) {
    const Vocabulary vocabulary = *test::RandomVocabulary(random, {.has_list = i % 2 == 0, .is_shuffled = true}).make();
    check_matches(VocabularyAccess::data(vocabulary).view, test::text_of_tokens(random, 200));
  }
}

TEST_CASE("settled tokens: the same whatever follows, with long tokens") {
  std::mt19937 random(20261127);
  for (int i = 0; i < 20; ++i) {
    const std::vector<std::string> tokens =
        i % 2 == 0 ? joined_tokens(random, 60, 400) : doublings(i % 4 == 1 ? "a" : "ab", 256);
    const Vocabulary vocabulary = vocabulary_of(tokens);
    const bpe::Vocabulary& view = VocabularyAccess::data(vocabulary).view;
    const auto merge = [&view](std::string_view text) {
      std::vector<bpe::TokenId> ids;
      bpe::LongMergeMemory memory;
      bpe::merge_long(view, text, ids, memory);
      return ids;
    };
    const auto random_text = [&](std::size_t size) {
      std::string text;
      while (text.size() < size) {
        const std::string& token = tokens[random() % tokens.size()];
        text += token.substr(0, 1 + random() % token.size());
      }
      return text;
    };
    const std::string text = random_text(2000);
    std::vector<bpe::TokenId> settled = merge(text);
    settled.resize(bpe::settled_tokens(view, text, settled));
    CHECK(!settled.empty());
    for (int j = 0; j < 8; ++j) {
      const std::vector<bpe::TokenId> longer = merge(text + random_text(1 + random() % 600));
      REQUIRE(longer.size() >= settled.size());
      REQUIRE(std::equal(settled.begin(), settled.end(), longer.begin()));
    }
  }
}

TEST_CASE("settled tokens: time is nearly linear in the size of the longest token") {
  const auto seconds = [](std::size_t longest) {
    const Vocabulary vocabulary = vocabulary_of(doublings("a", longest));
    const bpe::Vocabulary& view = VocabularyAccess::data(vocabulary).view;
    const std::string text(std::size_t{1} << 17, 'a');
    std::vector<bpe::TokenId> tokens;
    bpe::LongMergeMemory memory;
    bpe::merge_long(view, text, tokens, memory);
    CHECK(bpe::settled_tokens(view, text, tokens) > 0);
    return seconds_of([&] { static_cast<void>(bpe::settled_tokens(view, text, tokens)); });
  };
  double ratio = 0;
  for (int i = 0; i < 5; ++i) {
    ratio = seconds(std::size_t{1} << 15) / seconds(std::size_t{1} << 12);
    if (ratio < 30) break;
  }
  CHECK(ratio < 30);  // about 10; 64 if it were quadratic
}

#include "vocabularies/scored_merges.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "vocabularies/model_strings.hpp"

using namespace tokmill;
using namespace tokmill::vocabularies;

namespace {

using Tokens = std::vector<std::string>;

TokenizerFile scored_file(const Tokens& tokens) {
  TokenizerFile file;
  ModelStrings strings(file);
  for (TokenId id = 0; id < tokens.size(); ++id) REQUIRE_FALSE(strings.add_token(tokens[id], id));
  return file;
}

// Merges the leftmost pair of the highest score until there is none, as SentencePiece does.
Tokens merged_by_score(const std::map<std::string, float>& scores, const std::string& text) {
  Tokens symbols;
  for (const char character : text) symbols.emplace_back(1, character);
  while (true) {
    std::optional<std::size_t> best;
    float best_score = 0;
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
      const auto found = scores.find(symbols[i] + symbols[i + 1]);
      if (found == scores.end() || (best && found->second <= best_score)) continue;
      best = i;
      best_score = found->second;
    }
    if (!best) return symbols;
    symbols[*best] += symbols[*best + 1];
    symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(*best) + 1);
  }
}

// The same with the list of merges, in which each pair has a rank of its own.
Tokens merged_by_rank(const std::map<std::pair<std::string, std::string>, std::size_t>& ranks, const std::string& text) {
  Tokens symbols;
  for (const char character : text) symbols.emplace_back(1, character);
  while (true) {
    std::optional<std::size_t> best;
    std::size_t best_rank = std::numeric_limits<std::size_t>::max();
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
      const auto found = ranks.find({symbols[i], symbols[i + 1]});
      if (found == ranks.end() || found->second >= best_rank) continue;
      best = i;
      best_rank = found->second;
    }
    if (!best) return symbols;
    symbols[*best] += symbols[*best + 1];
    symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(*best) + 1);
  }
}

}  // namespace

TEST_CASE("scored merges: the highest score first, and every pair that makes the token") {
  TokenizerFile file = scored_file({"a", "b", "ab", "abb", "bb", "x"});
  REQUIRE_FALSE(add_scored_merges({-9, -9, -3, -1, -2, not_merged}, file));
  const std::vector<std::pair<TokenId, TokenId>> expected = {{0, 4}, {2, 1}, {1, 1}, {0, 1}};
  REQUIRE(file.merges.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(std::pair(file.merges[i].left, file.merges[i].right) == expected[i]);
  }
  CHECK(file.merges[0].merged == 3);
}

TEST_CASE("scored merges: random vocabularies and texts") {
  std::mt19937 random(1);
  std::size_t merged = 0;
  for (int round = 0; round < 300; ++round) {
    Tokens tokens = {"a", "b", "c"};
    std::map<std::string, float> scores;
    const auto some_text = [&random](std::size_t size) {
      std::string text;
      for (std::size_t i = 0; i < size; ++i) text += "aabbc"[random() % 5];
      return text;
    };
    for (std::size_t i = random() % 30; i > 0; --i) {
      std::string token = some_text(2 + random() % 5);
      if (scores.try_emplace(token, 0.0F).second) tokens.push_back(std::move(token));
    }
    std::vector<float> all(tokens.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = -static_cast<float>(i);
    std::shuffle(all.begin() + 3, all.end(), random);
    for (std::size_t i = 3; i < tokens.size(); ++i) scores[tokens[i]] = all[i];
    TokenizerFile file = scored_file(tokens);
    REQUIRE_FALSE(add_scored_merges(all, file));
    std::map<std::pair<std::string, std::string>, std::size_t> ranks;
    for (const FileMerge& merge : file.merges) ranks.try_emplace({tokens[merge.left], tokens[merge.right]}, ranks.size());
    for (int i = 0; i < 30; ++i) {
      const std::string text = some_text(random() % 20);
      const Tokens expected = merged_by_score(scores, text);
      REQUIRE(merged_by_rank(ranks, text) == expected);
      merged += text.size() - expected.size();
    }
  }
  CHECK(merged > 1000);
}

TEST_CASE("scored merges: errors have the position of the token") {
  TokenizerFile same = scored_file({"a", "b", "ab", "ba"});
  const auto twice = add_scored_merges({-1, -1, -2, -2}, same);
  REQUIRE(twice);
  CHECK(twice->place == 3);
  CHECK(twice->reason == "two tokens with the same score are not supported");

  TokenizerFile not_a_number = scored_file({"a", "b"});
  CHECK(add_scored_merges({-1, std::nanf("")}, not_a_number)->place == 1);

  TokenizerFile too_long = scored_file({"a", std::string(257, 'a')});
  CHECK(add_scored_merges({-1, -2}, too_long)->reason == "a token of more than 256 bytes is not supported");
  TokenizerFile long_enough = scored_file({"a", std::string(256, 'a')});
  CHECK_FALSE(add_scored_merges({-1, -2}, long_enough));
}

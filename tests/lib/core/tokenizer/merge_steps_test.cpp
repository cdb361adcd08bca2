#include "tokmill/merge_steps.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lib/random_rules.hpp"
#include "lib/random_vocabulary.hpp"
#include "tokmill/encodings.hpp"

using namespace tokmill;

namespace {

// The bytes of the tokens after all steps.
std::vector<std::string> merged_parts(std::string_view piece, const MergeSteps& merges) {
  std::vector<std::string> parts;
  if (merges.is_whole) return {std::string(piece)};
  for (const char byte : piece) parts.emplace_back(1, byte);
  for (const MergeStep& step : merges.steps) {
    REQUIRE(step.chosen.position + 1 < parts.size());
    parts[step.chosen.position] += parts[step.chosen.position + 1];
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(step.chosen.position) + 1);
  }
  return parts;
}

std::vector<std::string> token_parts(const Encoding& encoding, std::string_view piece, WholePieces whole) {
  std::vector<TokenId> ids;
  encoding.encode_piece(piece, ids, whole);
  std::vector<std::string> parts;
  for (const TokenId id : ids) parts.emplace_back(*encoding.token_bytes(id));
  return parts;
}

}  // namespace

TEST_CASE("merge steps: each step has the lowest rank, and the last one gives the tokens") {
  std::mt19937 random(1);
  const std::array<std::string_view, 7> letters = {"a", "b", "c", " ", "\xC3", "\xA9", "\u00E9"};
  for (unsigned round = 0; round < 300; ++round) {
    test::RandomVocabulary::Shape shape;
    shape.has_list = round % 2 == 0;
    shape.is_shuffled = round / 2 % 2 == 0;
    shape.has_ids = round / 4 % 2 == 0;
    shape.whole_pieces = round / 8 % 2 == 0 ? WholePieces::tokens : WholePieces::merged;
    const Result<Vocabulary> vocabulary = test::RandomVocabulary(random, shape).make();
    if (!vocabulary) continue;
    const Encoding encoding = *Encoding::make(*vocabulary, {"made", *PreTokenizer::named("gpt2")});
    for (int i = 0; i < 20; ++i) {
      std::string piece;
      for (std::size_t left = 1 + random() % 12; left > 0; --left) piece += letters[random() % letters.size()];
      const Result<MergeSteps> merges = merge_steps(encoding, piece);
      REQUIRE(merges);
      CHECK(merged_parts(piece, *merges) == token_parts(encoding, piece, shape.whole_pieces));
      for (const MergeStep& step : merges->steps) {
        std::size_t last = 0;
        for (const MergeCandidate& other : step.others) {
          CHECK(other.rank >= step.chosen.rank);
          if (other.rank == step.chosen.rank) CHECK(other.position > step.chosen.position);
          CHECK(other.position >= last);
          last = other.position;
        }
      }
    }
  }
}

TEST_CASE("merge steps: a word of o200k_base") {
  const Encoding& encoding = o200k_base();
  const Result<MergeSteps> merges = merge_steps(encoding, " token");
  REQUIRE(merges);
  CHECK_FALSE(merges->is_whole);
  CHECK(merges->steps.size() == 5);
  CHECK(merges->steps.back().chosen.id == *encoding.token_id(" token"));
  CHECK(merges->steps.back().chosen.rank == *encoding.token_id(" token"));
  CHECK(merges->steps.back().others.empty());
}

TEST_CASE("merge steps: errors") {
  CHECK(merge_steps(gpt2(), "").error().code == ErrorCode::invalid_argument);
  CHECK(merge_steps(gpt2(), std::string(longest_explained_piece + 1, 'a')).error().code == ErrorCode::invalid_argument);
  CHECK(merge_steps(gpt2(), std::string(longest_explained_piece, 'a')));
  std::mt19937 random(2);
  CHECK(merge_steps(test::random_merged_encoding(random), "a").error().code == ErrorCode::unsupported_vocabulary);
  const std::vector<ListedToken> tokens = {{"a", 0}, {"b", 1}};
  const Encoding few = *Encoding::make(*Vocabulary::from_merges(tokens, {}), {"few", *PreTokenizer::named("gpt2")});
  CHECK(merge_steps(few, "abc").error().position == 2);
}

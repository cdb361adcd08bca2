#include "tokmill/analysis/hunks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "tokmill/registry.hpp"

using namespace tokmill;
using namespace tokmill::analysis;
using Pieces = std::vector<std::string_view>;

namespace {

std::vector<Hunk> diff(const char* left, const char* right, std::string_view text, std::size_t most) {
  return diff_hunks({**find_encoding(left), text}, {**find_encoding(right), text}, text, most)->hunks;
}

}  // namespace

TEST_CASE("hunks: none if the splits are the same") {
  CHECK(diff("o200k_base", "o200k_base", "one two three", 9).empty());
  CHECK(diff("o200k_base", "r50k_base", "", 9).empty());
}

TEST_CASE("hunks: from one common boundary to the next") {
  const std::string_view text = "the 12345678 end 4321";
  const auto hunks = diff("r50k_base", "o200k_base", text, 9);
  REQUIRE(hunks.size() == 3);
  // 123 has one token fewer in the first, 4321 as well; 45678 has two in both.
  CHECK(hunks[0].left == Pieces{" 123"});
  CHECK(hunks[0].right == Pieces{" ", "123"});
  CHECK(hunks[0].saved() == -1);
  CHECK(hunks[1].right == Pieces{" ", "432", "1"});
  CHECK(hunks[2].start == 7);
  CHECK(hunks[2].end == 12);
  CHECK(hunks[2].left == Pieces{"45", "678"});
  CHECK(hunks[2].right == Pieces{"456", "78"});
}

TEST_CASE("hunks: all are counted, and those with the largest difference are kept") {
  const std::string_view text = "12345678 née 4321 ประเทศ";
  const auto all = diff("r50k_base", "o200k_base", text, 99);
  const EncodedText left(**find_encoding("r50k_base"), text);
  const EncodedText right(**find_encoding("o200k_base"), text);
  for (std::size_t most = 0; most <= all.size() + 1; ++most) {
    const Differences some = *diff_hunks(left, right, text, most);
    CHECK(some.count == all.size());
    REQUIRE(some.hunks.size() == std::min(most, all.size()));
    for (std::size_t i = 0; i < some.hunks.size(); ++i) CHECK(some.hunks[i].start == all[i].start);
  }
  for (std::size_t i = 1; i < all.size(); ++i)
    CHECK(std::abs(all[i - 1].saved()) >= std::abs(all[i].saved()));
}

TEST_CASE("hunks: an error if an encoding changes the text") {
  std::vector<RankedToken> tokens;
  std::vector<std::string> bytes;
  for (unsigned byte = 0; byte < 256; ++byte) bytes.emplace_back(1, static_cast<char>(byte));
  for (TokenId id = 0; id < bytes.size(); ++id) tokens.push_back({bytes[id], id, id});
  const Encoding lowercase = *Encoding::make(*Vocabulary::from_ranks(tokens),
                                             {"lower", *PreTokenizer::of_pattern("\\w+|\\W+"), {}, {Lowercase{}}});
  const Encoding& gpt = **find_encoding("r50k_base");
  const auto with_gpt = [&](std::string_view text) {
    return diff_hunks({lowercase, text}, {gpt, text}, text, 9);
  };
  REQUIRE(with_gpt("the"));
  CHECK(with_gpt("the")->hunks.size() == 1);
  CHECK(with_gpt("The").error().code == ErrorCode::invalid_argument);
  const std::string_view text = "a The";
  CHECK_FALSE(diff_hunks({gpt, text}, {lowercase, text}, text, 9));
}

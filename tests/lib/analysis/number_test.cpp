#include "tokmill/analysis/number.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lib/encoding.hpp"
#include "tokmill/tokmill.hpp"

using namespace tokmill::analysis;
using Offsets = std::vector<std::size_t>;

TEST_CASE("number: groups of three from the right, in any script") {
  CHECK(thousands("123")->groups == Offsets{});
  CHECK(thousands("1234567")->groups == Offsets{1, 4});
  CHECK(thousands("1234567")->inner == Offsets{1, 4});
  CHECK(thousands("१२३४")->inner == Offsets{3});
}

TEST_CASE("number: separators are groups, and decimal places have no thousands") {
  CHECK(thousands("1,234")->groups == Offsets{1, 2});
  CHECK(thousands("1,234")->inner == Offsets{});
  CHECK(thousands("-1234.56789")->groups == Offsets{1, 2, 5, 6});
  CHECK(thousands("-1234.56789")->inner == Offsets{2});
  CHECK(thousands("1234,56789")->inner == Offsets{1});
}

TEST_CASE("number: only decimal numbers have thousands") {
  for (const char* const text : {"", "2026-11-25", "0x1F", "1e-5", "1.2.3", ".1234"})
    CHECK_FALSE(thousands(text));
}

TEST_CASE("number: has_digit, is_whole and separated") {
  CHECK(has_digit("about 5"));
  CHECK(has_digit("५"));
  CHECK_FALSE(has_digit("five"));
  CHECK_FALSE(has_digit(""));
  CHECK(is_whole("007"));
  CHECK_FALSE(is_whole("-7"));
  CHECK_FALSE(is_whole("५"));
  CHECK_FALSE(is_whole(""));
  CHECK(separated("1234567", ",") == "1,234,567");
  CHECK(separated("123", ",") == "123");
}

TEST_CASE("number: how encodings group digits") {
  using namespace tokmill;
  CHECK(digit_grouping(encoding("r50k_base")) == DigitGrouping::merged);
  CHECK(digit_grouping(encoding("cl100k_base")) == DigitGrouping::three_from_left);
  CHECK(digit_grouping(encoding("o200k_base")) == DigitGrouping::three_from_left);
  const auto made = [](const char* pattern) {
    std::vector<std::string> bytes;
    for (unsigned byte = 0; byte < 256; ++byte) bytes.emplace_back(1, static_cast<char>(byte));
    for (const char* const token : {"12", "34", "56", "78", "90"}) bytes.emplace_back(token);
    std::vector<RankedToken> tokens;
    for (TokenId id = 0; id < bytes.size(); ++id) tokens.push_back({bytes[id], id, id});
    return *Encoding::make(*Vocabulary::from_ranks(tokens), {"made", *PreTokenizer::of_pattern(pattern)});
  };
  CHECK(digit_grouping(made(R"(\d|\D+)")) == DigitGrouping::single);
  CHECK(digit_grouping(made(R"(\d{1,3}(?=(?:\d{3})*\b)|\D+)")) == DigitGrouping::three_from_right);
  CHECK(digit_grouping(made(R"(\d+|\D+)")) == DigitGrouping::merged);
}

TEST_CASE("number: boundaries are between the pieces") {
  CHECK(boundaries({"1234567", "", {"123", "456", "7"}}) == Offsets{3, 6});
  CHECK(boundaries({"12", "", {"12"}}) == Offsets{});
}

TEST_CASE("number: boundaries do not count text that the encoding inserts") {
  CHECK(boundaries({"123", "", {" ", "1", "23"}}) == Offsets{1});
  CHECK(boundaries({"123", "", {" 1", "23"}}) == Offsets{1});
  CHECK(boundaries({"123", "", {" ", "123"}}) == Offsets{});
}

TEST_CASE("number: no boundaries if the tokens are not the number") {
  CHECK(boundaries({"123", "", {"1", "3"}}) == std::nullopt);
  CHECK(boundaries({"123", "", {"<unk>"}}) == std::nullopt);
  CHECK(boundaries({"123", "", {}}) == std::nullopt);
}

#include "tokmill/analysis/number.hpp"

#include <doctest/doctest.h>

using namespace tokmill::analysis;
using Offsets = std::vector<std::size_t>;

TEST_CASE("number: groups of three from the right, in any script") {
  CHECK(thousands("").groups == Offsets{});
  CHECK(thousands("123").groups == Offsets{});
  CHECK(thousands("1234567").groups == Offsets{1, 4});
  CHECK(thousands("1234567").inner == Offsets{1, 4});
  CHECK(thousands("१२३४").inner == Offsets{3});
}

TEST_CASE("number: separators are groups, and decimal places have no thousands") {
  CHECK(thousands("1,234").groups == Offsets{1, 2});
  CHECK(thousands("1,234").inner == Offsets{});
  CHECK(thousands("-1234.56789").groups == Offsets{1, 2, 5, 6});
  CHECK(thousands("-1234.56789").inner == Offsets{2});
  CHECK(thousands(".1234").inner == Offsets{2});  // a leading point may not be a decimal point
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

TEST_CASE("number: boundaries are between the pieces") {
  CHECK(boundaries({"1234567", "", {"123", "456", "7"}}) == Offsets{3, 6});
  CHECK(boundaries({"12", "", {"12"}}) == Offsets{});
}

#include "tokmill/analysis/addition.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lib/encoding.hpp"

using namespace tokmill::analysis;
using Columns = std::vector<std::size_t>;

namespace {

Addition addition(const char* encoding, const std::vector<std::string>& texts) {
  std::vector<DecimalNumber> numbers;
  for (const std::string& text : texts) numbers.push_back(*parse_decimal(text));
  return add(tokmill::encoding(encoding), numbers);
}

// The characters of a number, a blank where it has none.
std::string row(const Addition& added, std::size_t number) {
  std::string text;
  for (const Addition::Slot& slot : added.slots) text += slot.cells[number] ? slot.cells[number]->text : " ";
  return text;
}

}  // namespace

TEST_CASE("addition: digits of the same value are below one another") {
  const Addition added = addition("cl100k_base", {"1234567", "89,012", "-5.25"});
  REQUIRE(added.numbers.size() == 4);
  CHECK(row(added, 0) == "1 234 567   ");
  CHECK(row(added, 1) == "   89,012   ");
  CHECK(row(added, 2) == "       -5.25");
  CHECK(row(added, 3) == "1,323,573.75");
  CHECK(added.columns == 9);
}

TEST_CASE("addition: columns line up if digits have the same number of digits after them in their tokens") {
  CHECK(addition("cl100k_base", {"123", "456"}).misaligned == Columns{});
  CHECK(addition("cl100k_base", {"9999", "1"}).misaligned == Columns{1, 2, 3});
  CHECK(addition("cl100k_base", {"9,999", "1"}).misaligned == Columns{});
  // A sign is no digit.
  CHECK(addition("cl100k_base", {"-123", "456"}).misaligned == Columns{});
}

TEST_CASE("addition: cells say which token has them") {
  const Addition added = addition("cl100k_base", {"1234567", "1"});
  std::vector<std::size_t> tokens;
  for (const Addition::Slot& slot : added.slots) tokens.push_back(*slot.cells[0]->token);
  CHECK(tokens == std::vector<std::size_t>{0, 0, 0, 1, 1, 1, 2});
}

TEST_CASE("addition: with_thousands() writes separators") {
  std::vector<DecimalNumber> numbers = {*parse_decimal("1234567,5"), *parse_decimal("1000")};
  CHECK(with_thousands(numbers)[0].text == "1.234.567,5");
  CHECK(with_thousands(numbers)[1].text == "1.000");
  numbers = {*parse_decimal("1234.5"), *parse_decimal("-1000")};
  CHECK(with_thousands(numbers)[0].text == "1,234.5");
  CHECK(with_thousands(numbers)[1].text == "-1,000");
}

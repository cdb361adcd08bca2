#include "pricing/decimal.hpp"

#include <doctest/doctest.h>

using namespace tokmill;
using namespace tokmill::pricing;

TEST_CASE("a number is parsed into digits and an exponent") {
  const auto check = [](std::string_view text, int digits, int exponent) {
    CAPTURE(text);
    const Result<Decimal> number = parse_decimal(text);
    REQUIRE(number);
    CHECK(number->digits == digits);
    CHECK(number->exponent == exponent);
  };
  check("0", 0, 0);
  check("-0.000", 0, 0);
  check("12", 12, 0);
  check("1200", 12, 2);
  check("1.50", 15, -1);
  check("00.0015", 15, -4);
  check("2.5e-06", 25, -7);
  check("1E+3", 1, 3);
  check("10.010", 1001, -2);
  CHECK(parse_decimal("-3")->negative);
}

TEST_CASE("scaling is exact or fails") {
  CHECK(*scale(*parse_decimal("2.5"), 1) == 25);
  CHECK(*scale(*parse_decimal("-2.5"), 2) == -250);
  CHECK(*scale(*parse_decimal("0"), 99) == 0);
  CHECK(scale(*parse_decimal("2.5"), 0).error().code == ErrorCode::malformed_number);
  CHECK(scale(*parse_decimal("1"), 39).error().code == ErrorCode::overflow);
}

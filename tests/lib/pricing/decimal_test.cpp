#include "pricing/decimal.hpp"

#include <doctest/doctest.h>

#include <string>

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

TEST_CASE("the shortest decimal number within 10^-12") {
  const auto check = [](std::string_view text, std::string_view expected) {
    CAPTURE(text);
    const Decimal got = shortest_nearby(*parse_long_decimal(text));
    const Decimal wanted = *parse_decimal(expected);
    CHECK(got.digits == wanted.digits);
    CHECK(got.exponent == wanted.exponent);
    CHECK(got.negative == wanted.negative);
  };
  check("0", "0");
  check("0.0024499999999999995", "0.00245");
  check("1.0000000000000001e-07", "1e-7");
  check("0.09999999999999999", "0.1");
  check("-0.30000000000000004", "-0.3");
  check("3.3333333333333335e-09", "3.333333333333e-9");
  // The tolerance is 10^-12 of the figure, inclusive.
  check("1000000000001", "1e12");
  check("10000000000010", "1e13");
  check("10000000000011", "10000000000010");
  check("9999999999990", "9999999999990");
  check("9999999999999", "1e13");
  check("99999999999999", "1e14");
  // Of two numbers that are equally near, the larger.
  check("1234567890123.5", "1234567890124");
  // At most twelve digits, and many more than 128 bits hold.
  check("123456789012", "123456789012");
  check("0.1000000000000000055511151231257827021181583404541015625", "0.1");
  check("99999999999999999999999999999999999999999999999999", "1e50");
  check("0.00000000000000000000000000000000000000000000000000012", "1.2e-52");
}

TEST_CASE("digits beyond those that fit are dropped, or refused") {
  CHECK(parse_decimal("12345678901234567890123456789012345678912345").error().code == ErrorCode::overflow);
  CHECK(parse_long_decimal("12345678901234567890123456789012345678912345")->exponent == 5);
  CHECK(parse_decimal("123" + std::string(43, '0'))->exponent == 43);
  CHECK(parse_long_decimal("x").error().code == ErrorCode::malformed_number);
  CHECK(parse_long_decimal("1e1000").error().code == ErrorCode::overflow);
}

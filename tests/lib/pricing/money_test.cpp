#include "tokmill/pricing/money.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace tokmill;
using namespace tokmill::pricing;

namespace {

Money::Integer power_of_ten(int exponent) {
  Money::Integer value = 1;
  for (int i = 0; i < exponent; ++i) value *= 10;
  return value;
}

}  // namespace

TEST_CASE("dollars are parsed exactly") {
  CHECK(parse_dollars("2.5e-06")->yocto_dollars() == 25 * power_of_ten(17));
  CHECK(parse_dollars("0.0000025")->yocto_dollars() == 25 * power_of_ten(17));
  CHECK(parse_dollars("1")->yocto_dollars() == power_of_ten(24));
  CHECK(parse_dollars("1.0000000000000001e-07")->yocto_dollars() ==
        Money::Integer{10'000'000'000'000'001} * 10);
  CHECK(parse_dollars("0")->yocto_dollars() == 0);
  CHECK(parse_dollars("0e999")->yocto_dollars() == 0);
  CHECK(parse_dollars("000.500000000000000000000000000000000000000000000")->yocto_dollars() ==
        5 * power_of_ten(23));
  CHECK(parse_dollars_per_million("0.003625")->yocto_dollars() == 3625 * power_of_ten(12));
}

TEST_CASE("invalid amounts are rejected") {
  for (const char* text :
       {"", ".", "-", "abc", "1.2.3", "1e", "1e+", "0x10", "1,5", " 1", "1 ", "nan", "inf"}) {
    CAPTURE(text);
    const Result<Money> money = parse_dollars(text);
    REQUIRE(!money);
    CHECK(money.error().code == ErrorCode::malformed_number);
  }
  CHECK(parse_dollars("-1").error().code == ErrorCode::malformed_number);
  CHECK(parse_dollars("abc").error().message == "expected a decimal number, got 'abc'");
  CHECK(parse_dollars("-1").error().message == "expected a non-negative amount, got '-1'");
  CHECK(parse_dollars("1e-25").error().message == "'1e-25' has too many decimal places for exact arithmetic");
  CHECK(parse_dollars("1e300").error().message == "'1e300' is too large for exact arithmetic");
  CHECK(parse_dollars("-0").has_value());
  CHECK(parse_dollars("1e-25").error().code == ErrorCode::malformed_number);
  CHECK(parse_dollars("1e300").error().code == ErrorCode::overflow);
  CHECK(parse_dollars("1e1000000000000").error().code == ErrorCode::overflow);
  CHECK(parse_dollars(std::string(2000, '9')).error().code == ErrorCode::overflow);
  CHECK(parse_dollars("1" + std::string(2000, '0')).error().code == ErrorCode::overflow);
  CHECK(parse_dollars("170141183460469").has_value());
  CHECK(parse_dollars("170141183460470").error().code == ErrorCode::overflow);
}

TEST_CASE("amounts that were computed with binary floating-point numbers") {
  CHECK(*parse_float_dollars("0.30000000000000004") == *parse_dollars("0.3"));
  CHECK(*parse_float_dollars_per_million("0.0024499999999999995") == *parse_dollars_per_million("0.00245"));
  CHECK(*parse_float_dollars("0.123456789012") == *parse_dollars("0.123456789012"));
  CHECK(parse_float_dollars("-0.30000000000000004").error().code == ErrorCode::malformed_number);
  CHECK(parse_float_dollars("1e-30").error().code == ErrorCode::malformed_number);
  CHECK(parse_float_dollars("1e300").error().code == ErrorCode::overflow);
}

TEST_CASE("sums and products report overflow") {
  const Money most = Money::yocto_dollars(std::numeric_limits<std::int64_t>::max() * power_of_ten(19));
  CHECK(add(most, Money()) == most);
  CHECK_FALSE(add(most, most).has_value());
  CHECK(multiply(*parse_dollars("0.25"), 3) == *parse_dollars("0.75"));
  CHECK_FALSE(multiply(most, 2).has_value());
  CHECK(multiply(Money(), std::numeric_limits<std::uint64_t>::max()) == Money());
  CHECK(per_million(*parse_dollars("2.5e-06")) == *parse_dollars("2.5"));
}

TEST_CASE("exact decimals have six places, and more if needed") {
  CHECK(exact_decimal(Money()) == "0.000000");
  CHECK(exact_decimal(*parse_dollars("2.5")) == "2.500000");
  CHECK(exact_decimal(*parse_dollars("0.0000018125")) == "0.0000018125");
  CHECK(exact_decimal(*parse_dollars("1234567.1")) == "1234567.100000");
  CHECK(exact_decimal(*parse_dollars("100"), 0) == "100");
  CHECK(exact_decimal(*parse_dollars("1e-24")) == "0.000000000000000000000001");
  CHECK(exact_decimal(Money::yocto_dollars(-power_of_ten(23))) == "-0.100000");
}

TEST_CASE("rounding is to the nearest, with halves away from zero") {
  CHECK(rounded_decimal(*parse_dollars("1.005"), 2) == "1.01");
  CHECK(rounded_decimal(*parse_dollars("1.0049999"), 2) == "1.00");
  CHECK(rounded_decimal(*parse_dollars("9.999"), 2) == "10.00");
  CHECK(rounded_decimal(*parse_dollars("0.5"), 0) == "1");
  CHECK(rounded_decimal(Money::yocto_dollars(-5 * power_of_ten(23)), 0) == "-1");
  CHECK(rounded_decimal(*parse_dollars("0.1"), 24) == "0.100000000000000000000000");
}

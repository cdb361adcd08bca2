#include "app/whole_number.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace tokmill;
using namespace tokmill::cli;

TEST_CASE("whole numbers with multipliers and exponents") {
  const std::pair<const char*, std::uint64_t> numbers[] = {
      {"0", 0}, {"007", 7}, {"200000", 200'000}, {"200k", 200'000}, {"200K", 200'000}, {"1.5M", 1'500'000},
      {"1.5m", 1'500'000}, {"2B", 2'000'000'000}, {"2G", 2'000'000'000}, {"1e6", 1'000'000}, {"1E6", 1'000'000},
      {"1.25e2", 125}, {"3e0", 3}, {"0.001k", 1}, {"1.50e1", 15}, {"18446744073709551615", 18446744073709551615U},
      {"18446744073709551.615k", 18446744073709551615U}, {"0e99", 0}};
  for (const auto& [text, number] : numbers) {
    const auto& its_text = text;  // clang 14 cannot capture text
    CAPTURE(its_text);
    const Result<std::uint64_t> parsed = parse_whole_number("-n", text);
    REQUIRE(parsed);
    CHECK(*parsed == number);
  }
}

TEST_CASE("what is no whole number is an error") {
  for (const std::string text : {"", "-5", "+5", "5x", "0x5", " 5", "5 ", "5.0", "1.5", ".5k", "5.k", "1.0005k", "k",
                                 "1kk", "1e", "1e-3", "1e+3", "1.5e0", "1e100", "1e6k", "5%", "1,000", "inf", "5."}) {
    CAPTURE(text);
    const Result<std::uint64_t> parsed = parse_whole_number("-n", text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::invalid_argument);
    CHECK(parsed.error().message == "-n: expected a non-negative integer, got '" + text + "'");
  }
  for (const std::string text : {"18446744073709551616", "18446744073709551.616k", "1e20", "9e99"}) {
    CAPTURE(text);
    CHECK(parse_whole_number("-n", text).error().message ==
          "-n: " + text + " is too large; the maximum is 18446744073709551615");
  }
}

TEST_CASE("percentages") {
  CHECK(*parse_percentage("-p", "80%") == 80'000'000);
  CHECK(*parse_percentage("-p", "0%") == 0);
  CHECK(*parse_percentage("-p", "100%") == 100'000'000);
  CHECK(*parse_percentage("-p", "12.345678%") == 12'345'678);
  CHECK(*parse_percentage("-p", "100.0%") == 100'000'000);
  for (const std::string text : {"%", "80", "-1%", "100.000001%", "0.0000001%", "1e1%", "1k%", "80%%", " 80%"}) {
    CAPTURE(text);
    const Result<std::uint32_t> parsed = parse_percentage("-p", text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().message == "-p: expected a percentage from 0% to 100%, got '" + text + "'");
  }
}

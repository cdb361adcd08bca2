#include "tokmill/analysis/decimal_number.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace tokmill::analysis;

namespace {

std::string values(const DecimalNumber& number) {
  std::string text = number.is_negative ? "-" : "";
  for (std::size_t i = 0; i < number.digits.size(); ++i) {
    if (i == number.integer_digits) text += '.';
    text += static_cast<char>('0' + number.digits[i].value);
  }
  return text;
}

std::string sum_of(const std::vector<std::string>& texts) {
  std::vector<DecimalNumber> numbers;
  for (const std::string& text : texts) numbers.push_back(*parse_decimal(text));
  return sum(numbers).text;
}

}  // namespace

TEST_CASE("decimal_number: reads signs, separators and fractions") {
  const std::vector<std::pair<const char*, const char*>> read = {{"0", "0"},
                                                                 {"007", "007"},
                                                                 {"1234567", "1234567"},
                                                                 {"-5", "-5"},
                                                                 {"+5", "5"},
                                                                 {"\u22125", "-5"},
                                                                 {"1,234", "1234"},
                                                                 {"1,234,567.5", "1234567.5"},
                                                                 {"1.234", "1.234"},
                                                                 {"1.234.567", "1234567"},
                                                                 {"1.234.567,5", "1234567.5"},
                                                                 {"0,123", "0.123"},
                                                                 {"12,5", "12.5"},
                                                                 {"1234.56789", "1234.56789"},
                                                                 {"1234,567", "1234.567"},
                                                                 {"1 234 567", "1234567"},
                                                                 {"1\u202F234,5", "1234.5"},
                                                                 {"1'234", "1234"},
                                                                 {"1_000_000", "1000000"},
                                                                 {"१२३४", "1234"},
                                                                 {"١٬٢٣٤٫٥", "1234.5"},
                                                                 {"192.168.100.200", "192168100200"}};
  for (const auto& [text, value] : read) {
    CAPTURE(text);
    const auto number = parse_decimal(text);
    REQUIRE(number);
    CHECK(values(*number) == value);
    CHECK(number->text == text);
  }
}

TEST_CASE("decimal_number: rejects other text") {
  for (const char* const text :
       {"",       "-",        "x",          "5x",         "x5",           "1,",  ",1",
        ".5",     "1..2",     "2026-11-25", "12:30",      "0x1F",         "1e5", "1.2.3",
        "10.4.1", "1,23,456", "1,2345",     "1 23",       "1234,567,890", "1२",  "--1",
        "5-",     "1,234,5",  "\xFF",       "1,234.567,8"}) {
    CAPTURE(text);
    const bool is_comma_fraction = std::string(text) == "1,2345";
    CHECK(parse_decimal(text).has_value() == is_comma_fraction);
  }
}

TEST_CASE("decimal_number: written_with() puts the digits where it says") {
  const DecimalNumber number = written_with(*parse_decimal("-1234567.89"), "'", ",");
  CHECK(number.text == "-1'234'567,89");
  for (const DecimalNumber::Digit& digit : number.digits)
    CHECK(number.text[digit.offset] == '0' + digit.value);
  CHECK(written_with(*parse_decimal("123"), ",", ".").text == "123");
  CHECK(written_with(*parse_decimal("१२३४"), "", ".").text == "1234");
}

TEST_CASE("decimal_number: sums are exact") {
  CHECK(sum_of({"1"}) == "1");
  CHECK(sum_of({"999", "1"}) == "1000");
  CHECK(sum_of({"1", "-1"}) == "0");
  CHECK(sum_of({"-1", "-2.5"}) == "-3.5");
  CHECK(sum_of({"5", "-12"}) == "-7");
  CHECK(sum_of({"0.1", "0.2"}) == "0.3");
  CHECK(sum_of({"12.50", "1.50"}) == "14.00");
  CHECK(sum_of({"1,000", "2.5"}) == "1,002.5");
  CHECK(sum_of({"1.000.000", "2,5"}) == "1.000.002,5");
  CHECK(sum_of({"1,000", "2,5"}) == "1002,5");  // one separator and one mark that are the same
  CHECK(sum_of(std::vector<std::string>(1000, "999")) == "999000");
  CHECK(sum_of({"99999999999999999999999999999999", "0.00000000000000000000000001"}) ==
        "99999999999999999999999999999999.00000000000000000000000001");
}

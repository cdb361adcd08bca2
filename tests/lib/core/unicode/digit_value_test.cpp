#include "tokmill/digit_value.hpp"

#include <doctest/doctest.h>
#include <unicode/uchar.h>

#include <cstddef>

#include "core/unicode/code_point_set.hpp"
#include "reference/pre_tokenizer.hpp"

using tokmill::digit_value;

TEST_CASE("digits: values in any script") {
  CHECK(digit_value(U'7') == 7U);
  CHECK(digit_value(U'४') == 4U);
  CHECK(digit_value(U'٣') == 3U);
  CHECK(digit_value(U'\U0001D7D8') == 0U);  // mathematical
  CHECK(digit_value(U'a') == std::nullopt);
  CHECK(digit_value(U'五') == std::nullopt);
  CHECK(digit_value(U'Ⅴ') == std::nullopt);
  CHECK(digit_value(U'²') == std::nullopt);
  CHECK(digit_value(char32_t{0x110000}) == std::nullopt);
}

TEST_CASE("digits: all values agree with ICU where ICU knows the code point") {
  std::size_t digits = 0;
  std::size_t differences = 0;
  for (char32_t c = 0; c <= tokmill::unicode::max_code_point; ++c) {
    if (!tokmill::reference::icu_knows(c)) continue;
    const int expected = u_charDigitValue(static_cast<UChar32>(c));
    const auto value = digit_value(c);
    if (value) ++digits;
    if (value ? static_cast<int>(*value) != expected : expected >= 0) ++differences;
  }
  CHECK(differences == 0);
  CHECK(digits >= 680);  // those of Unicode 15.0
}

TEST_CASE("digits: there are whole sets of ten") {
  unsigned next = 0;
  std::size_t broken = 0;
  for (char32_t c = 0; c <= tokmill::unicode::max_code_point; ++c) {
    const auto value = digit_value(c);
    if (value.value_or(0) != next) ++broken;
    next = value ? (*value + 1) % 10 : 0;
  }
  CHECK(broken == 0);
}

#include "tokmill/pricing/model.hpp"

#include <doctest/doctest.h>

TEST_CASE("model: a ratio in thousandths is a decimal number") {
  using tokmill::pricing::ratio_text;
  CHECK(ratio_text(0) == "0.000");
  CHECK(ratio_text(7) == "0.007");
  CHECK(ratio_text(1250) == "1.250");
  CHECK(ratio_text(12'034) == "12.034");
}

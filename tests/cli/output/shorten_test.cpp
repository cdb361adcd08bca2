#include "output/shorten.hpp"

#include <doctest/doctest.h>

using tokmill::cli::output::fitting;
using tokmill::cli::output::shortened;

TEST_CASE("shorten: keeps whole characters that fit") {
  CHECK(fitting("abc", 2) == "ab");
  CHECK(fitting("abc", 9) == "abc");
  CHECK(fitting("你好", 3) == "你");
  CHECK(fitting("你好", 1) == "你");  // at least one
  CHECK(fitting("e\u0301x", 1) == "e\u0301");
  CHECK(fitting("", 5).empty());
}

TEST_CASE("shorten: ends with an ellipsis if something is left out") {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("abcd", 3) == "ab…");
  CHECK(shortened("你好", 3) == "你…");
}

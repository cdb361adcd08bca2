#include "output/path.hpp"

#include <doctest/doctest.h>

using tokmill::cli::output::printable_path;

TEST_CASE("path: control characters are escaped") {
  CHECK(printable_path("a\nb\tc\rd") == "a\\nb\\tc\\x0Dd");
  CHECK(printable_path("\x1b[31m\x7f") == "\\x1B[31m\\x7F");
  CHECK(printable_path("\xC2\x9B"
                       "31m") == "\\xC2\\x9B31m");
}

TEST_CASE("path: everything else is unchanged") {
  CHECK(printable_path("a b/ü\\n/\xFF/\xC2\xA0/\xC2") == "a b/ü\\n/\xFF/\xC2\xA0/\xC2");
}

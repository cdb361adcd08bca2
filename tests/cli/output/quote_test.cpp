#include "output/quote.hpp"

#include <doctest/doctest.h>

using tokmill::cli::output::quoted;

TEST_CASE("quote: a printable name is unchanged between the quotes") {
  CHECK(quoted("--encodng") == "'--encodng'");
  CHECK(quoted("a b/né 你") == "'a b/né 你'");
  CHECK(quoted("") == "''");
}

TEST_CASE("quote: control characters and ill-formed bytes are escaped") {
  CHECK(quoted("a\nb\t\x1B[31m") == "'a⏎b→␛[31m'");
  CHECK(quoted("\u009B\u202E") == "'\\u{9B}\\u{202E}'");
  CHECK(quoted("caf\xE9") == "'caf\\xE9'");
}

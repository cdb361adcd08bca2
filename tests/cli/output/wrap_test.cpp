#include "output/wrap.hpp"

#include <doctest/doctest.h>

using tokmill::cli::output::wrap;

TEST_CASE("wrap: breaks at spaces and indents every line") {
  CHECK(wrap("one two three", 0, 7) == "one two\nthree\n");
  CHECK(wrap("one two three", 2, 9) == "  one two\n  three\n");
  CHECK(wrap("one", 4, 80) == "    one\n");
  CHECK(wrap("", 4, 80) == "\n");
  CHECK(wrap("one two three four", 1, 9, 2) == " one two\n   three\n   four\n");
}

TEST_CASE("wrap: a word that is too wide gets its own line") {
  CHECK(wrap("a long-long-word b", 0, 5) == "a\nlong-long-word\nb\n");
}

TEST_CASE("wrap: counts display columns, not bytes or characters") {
  CHECK(wrap("née née", 0, 7) == "née née\n");
  CHECK(wrap("你好 你好", 0, 8) == "你好\n你好\n");
  CHECK(wrap("你好 你好", 0, 9) == "你好 你好\n");
}

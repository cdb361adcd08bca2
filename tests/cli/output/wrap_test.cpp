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

TEST_CASE("wrap: lists are broken after separators") {
  using tokmill::cli::output::wrap_list;
  CHECK(wrap_list({"one", "two", "three"}, ", ", 2, 80) == "one, two, three");
  CHECK(wrap_list({"one", "two", "three"}, ", ", 2, 12) == "one, two,\n  three");
  CHECK(wrap_list({"one", "two", "three"}, ", ", 2, 11) == "one, two,\n  three");
  CHECK(wrap_list({"one", "two", "three"}, ", ", 2, 10) == "one,\n  two,\n  three");
  CHECK(wrap_list({"1", "234", "567"}, "|", 0, 5) == "1|\n234|\n567");
  CHECK(wrap_list({"1", "234", "567"}, "|", 0, 6) == "1|234|\n567");
  CHECK(wrap_list({"1", "234", "567"}, "|", 0, 9) == "1|234|567");
  CHECK(wrap_list({}, "|", 4, 9).empty());
}

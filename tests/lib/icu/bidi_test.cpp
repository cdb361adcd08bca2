#include "tokmill/icu/bidi.hpp"

#include <doctest/doctest.h>

using tokmill::icu::line_direction;
using tokmill::icu::visual_order;
using Levels = std::vector<std::uint8_t>;
using Order = std::vector<std::size_t>;

TEST_CASE("bidi: the direction of a line is that of its first letter") {
  CHECK_FALSE(line_direction("").is_right_to_left);
  CHECK_FALSE(line_direction("12 abc שלום").is_right_to_left);
  CHECK(line_direction("12 שלום abc").is_right_to_left);
}

TEST_CASE("bidi: each byte has the level of its character") {
  CHECK(line_direction("").levels.empty());
  CHECK(line_direction("ab").levels == Levels{0, 0});
  CHECK(line_direction("a שב c").levels == Levels{0, 0, 1, 1, 1, 1, 0, 0});
  CHECK(line_direction("ש12a").levels == Levels{1, 1, 2, 2, 2});
  CHECK(line_direction("\U0001F600ש").levels == Levels{1, 1, 1, 1, 1, 1});
  CHECK(line_direction("ש\xFF").levels == Levels{1, 1, 1});
}

TEST_CASE("bidi: parts from right to left are turned round") {
  CHECK(visual_order({}).empty());
  CHECK(visual_order({0, 0, 0}) == Order{0, 1, 2});
  CHECK(visual_order({1, 1, 1}) == Order{2, 1, 0});
  CHECK(visual_order({0, 1, 1, 0}) == Order{0, 2, 1, 3});
  CHECK(visual_order({1, 2, 2, 1}) == Order{3, 1, 2, 0});
}

#include "core/unicode/code_point_set.hpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

namespace {

using namespace tokmill::unicode;

std::vector<CodePointRange> random_ranges(std::mt19937& chance) {
  std::vector<CodePointRange> ranges;
  for (std::size_t left = chance() % 6; left > 0; --left) {
    const auto first = static_cast<char32_t>(chance() % 40);
    ranges.push_back({first, first + static_cast<char32_t>(chance() % 8)});
  }
  if (chance() % 4 == 0) ranges.push_back({max_code_point - 3, max_code_point});
  return ranges;
}

bool is_in(const std::vector<CodePointRange>& ranges, char32_t c) {
  for (const CodePointRange& range : ranges) {
    if (c >= range.first && c <= range.last) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("code point sets: operations on random sets") {
  std::mt19937 chance(1);
  for (int repeat = 0; repeat < 500; ++repeat) {
    const std::vector<CodePointRange> first = random_ranges(chance);
    const std::vector<CodePointRange> second = random_ranges(chance);
    const CodePointSet a(first);
    const CodePointSet b(second);
    for (std::size_t i = 1; i < a.ranges().size(); ++i) REQUIRE(a.ranges()[i].first > a.ranges()[i - 1].last + 1);
    const auto check = [&](char32_t c) {
      CAPTURE(static_cast<unsigned>(c));
      const bool in_a = is_in(first, c);
      const bool in_b = is_in(second, c);
      REQUIRE(a.contains(c) == in_a);
      REQUIRE(a.complement().contains(c) == !in_a);
      REQUIRE(a.intersection(b).contains(c) == (in_a && in_b));
      REQUIRE(a.union_with(b).contains(c) == (in_a || in_b));
    };
    for (char32_t c = 0; c < 60; ++c) check(c);
    for (char32_t c = max_code_point - 5; c <= max_code_point; ++c) check(c);
    CHECK(a.complement().complement() == a);
  }
}

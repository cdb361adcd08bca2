#include "options/exclusive.hpp"

#include <doctest/doctest.h>

using namespace tokmill::cli;

TEST_CASE("exclusive: at most one option") {
  CHECK(at_most_one({{"--a", false}, {"--b", true}, {"--c", false}}));
  const tokmill::Result<void> both = at_most_one({{"--a", true}, {"--b", false}, {"--c", true}});
  REQUIRE_FALSE(both);
  CHECK(both.error().message == "--a and --c cannot be used together");
}

TEST_CASE("exclusive: an option that excludes others, which may be used together") {
  CHECK(excludes({"--a", true}, {{"--b", false}, {"--c", false}}));
  CHECK(excludes({"--a", false}, {{"--b", true}, {"--c", true}}));
  const tokmill::Result<void> both = excludes({"--a", true}, {{"--b", false}, {"--c", true}});
  REQUIRE_FALSE(both);
  CHECK(both.error().message == "--a and --c cannot be used together");
}

TEST_CASE("exclusive: a value of at least one") {
  CHECK(at_least_one("--top", std::nullopt));
  CHECK(at_least_one("--top", 1));
  const tokmill::Result<void> zero = at_least_one("--top", 0);
  REQUIRE_FALSE(zero);
  CHECK(zero.error().message == "--top must be at least 1, got 0");
}

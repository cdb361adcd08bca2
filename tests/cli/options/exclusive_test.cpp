#include "options/exclusive.hpp"

#include <doctest/doctest.h>

#include <span>

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

TEST_CASE("exclusive: options without effect on an input") {
  const GivenOption options[] = {{"--a", false}, {"--b", true}};
  CHECK(has_no_effect_on("", options, "name a folder"));
  CHECK(has_no_effect_on("--text", std::span(options).first(1), "name a folder"));
  const tokmill::Result<void> without_effect = has_no_effect_on("--text", options, "name a folder");
  REQUIRE_FALSE(without_effect);
  CHECK(without_effect.error().message == "--b has no effect on --text; name a folder or omit --b");
}

TEST_CASE("exclusive: a value of at least one") {
  CHECK(at_least_one("--top", std::nullopt));
  CHECK(at_least_one("--top", 1));
  const tokmill::Result<void> zero = at_least_one("--top", 0);
  REQUIRE_FALSE(zero);
  CHECK(zero.error().message == "--top must be at least 1, got 0");
}

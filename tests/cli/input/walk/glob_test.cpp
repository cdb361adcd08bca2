#include "input/walk/glob.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>

using namespace tokmill;
using cli::input::Glob;
using cli::input::PathFilter;

namespace {

PathFilter excluding(const std::vector<std::string>& globs) { return *PathFilter::parse({}, globs); }
PathFilter including(const std::vector<std::string>& globs) { return *PathFilter::parse(globs, {}); }

bool excludes(std::string_view glob, std::string_view path, bool is_folder = false) {
  return excluding({std::string(glob)}).excluded_prefix(path, is_folder) == path.size();
}

}  // namespace

TEST_CASE("glob: names at any depth") {
  CHECK(excludes("*.txt", "a.txt"));
  CHECK(excludes("*.txt", "deep/er/a.txt"));
  CHECK(excludes("?.[ch]", "src/a.c"));
  CHECK_FALSE(excludes("*.txt", "a.txt.gz"));
  CHECK_FALSE(excludes("?.[!ch]", "src/a.c"));
  CHECK(excludes("*", ".hidden"));
  CHECK(excludes("\\*", "*"));
  CHECK_FALSE(excludes("\\*", "a"));
}

TEST_CASE("glob: a slash at the start or in the middle makes it relative to the top") {
  CHECK(excludes("/a", "a"));
  CHECK_FALSE(excludes("/a", "b/a"));
  CHECK(excludes("b/a", "b/a"));
  CHECK_FALSE(excludes("b/a", "c/b/a"));
  CHECK_FALSE(excludes("b*a", "b/a"));
}

TEST_CASE("glob: two stars match any number of folders") {
  for (const std::string_view path : {"a/b", "a/x/b", "a/x/y/b"}) CHECK(excludes("a/**/b", path));
  CHECK_FALSE(excludes("a/**/b", "x/a/b"));
  CHECK(excludes("**/b", "b"));
  CHECK(excludes("a/**", "a/b"));
  CHECK_FALSE(excludes("a/**", "a", true));
  CHECK(excludes("**/x/**/y/**/z", "1/x/y/x/2/y/y/z"));
  CHECK_FALSE(excludes("**/x/**/y/**/z", "1/x/y/x/2/y/y/z/3"));
}

TEST_CASE("glob: a slash at the end restricts it to folders") {
  CHECK(excludes("build/", "src/build", true));
  CHECK_FALSE(excludes("build/", "src/build", false));
  CHECK(excluding({"build/"}).excluded_prefix("src/build/a.o", false) == 9);
}

TEST_CASE("glob: the last pattern decides, but not below an excluded folder") {
  const PathFilter filter = excluding({"*.txt", "!keep.txt", "out/", "!out/a"});
  CHECK(filter.excluded_prefix("a.txt", false));
  CHECK_FALSE(filter.excluded_prefix("keep.txt", false));
  CHECK(filter.excluded_prefix("out/a", false) == 3);
  CHECK_FALSE(filter.excluded_prefix("", true));
}

TEST_CASE("glob: a file is included if it or the nearest folder that matches is") {
  const PathFilter filter = including({"src/", "*.md", "!src/generated"});
  CHECK(filter.includes("src/a/b.c"));
  CHECK(filter.includes("docs/x.md"));
  CHECK_FALSE(filter.includes("docs/x.c"));
  CHECK_FALSE(filter.includes("src/generated/x.c"));
  CHECK(filter.includes("src/generated/x.md"));
  CHECK(PathFilter().includes("anything"));
  CHECK(PathFilter().is_empty());
}

TEST_CASE("glob: an empty pattern is an error") {
  for (const char* const pattern : {"", "!", "/", "!//"}) {
    const Result<PathFilter> filter = PathFilter::parse({}, {"a", pattern});
    REQUIRE_FALSE(filter);
    CHECK(filter.error().message == "--exclude: expected a glob, got '" + std::string(pattern) + "'");
  }
}

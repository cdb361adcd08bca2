#include "input/lines.hpp"

#include <doctest/doctest.h>

#include <cerrno>

#include "cli/temporary_folder.hpp"

using tokmill::cli::TemporaryFolder;
using tokmill::cli::input::Lines;

TEST_CASE("lines: with their newlines, blank and long ones, and a last one without a newline") {
  const TemporaryFolder folder;
  const std::string long_line = std::string(100'000, 'x') + '\n';
  Lines lines(folder.file("a", "one\n\n" + long_line + "last"));
  REQUIRE(lines.is_open());
  CHECK(lines.next() == "one\n");
  CHECK(lines.next() == "\n");
  CHECK(lines.next() == long_line);
  CHECK(lines.next() == "last");
  CHECK_FALSE(lines.next());
  CHECK(lines.problem() == 0);
}

TEST_CASE("lines: a file that cannot be opened or read") {
  const TemporaryFolder folder;
  CHECK_FALSE(Lines(folder.at("absent")).is_open());
  Lines lines(folder.at("."));
  REQUIRE(lines.is_open());
  CHECK_FALSE(lines.next());
  CHECK(lines.problem() == EISDIR);
}

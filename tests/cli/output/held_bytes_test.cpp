#include "output/held_bytes.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <cerrno>
#include <string>

#include "cli/temporary_folder.hpp"

using namespace tokmill::cli;
using output::HeldBytes;

namespace {

// Holds `size` bytes, added in parts, and checks that they come back in order.
void check_order(std::size_t size) {
  HeldBytes held;
  std::string expected;
  for (int i = 0; expected.size() < size; ++i) {
    const std::string part = std::to_string(i) + std::string(static_cast<std::size_t>(i % 9000), '.');
    held.add(part);
    expected += part;
  }
  std::string written;
  CHECK(held.write_to([&written](std::string_view bytes) {
    written += bytes;
    return 0;
  }) == 0);
  CHECK(written == expected);
}

}  // namespace

TEST_CASE("held_bytes: in memory, in a file without a name, and without a folder for it") {
  const TemporaryFolder folder;
  REQUIRE(::setenv("TMPDIR", folder.at("").c_str(), 1) == 0);
  check_order(0);
  check_order(1000);
  check_order(20'000'000);
  CHECK(folder.size() == 0);
  REQUIRE(::setenv("TMPDIR", folder.at("absent").c_str(), 1) == 0);
  check_order(20'000'000);
  ::unsetenv("TMPDIR");
}

TEST_CASE("held_bytes: an error of the receiver ends it") {
  HeldBytes held;
  held.add(std::string(20'000'000, 'a'));
  int calls = 0;
  CHECK(held.write_to([&calls](std::string_view) { return ++calls == 2 ? ENOSPC : 0; }) == ENOSPC);
  CHECK(calls == 2);
}

#include "output/path.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using tokmill::cli::output::printable_path;

namespace {

std::string printable_message(std::string_view message) {
  std::string text;
  tokmill::cli::output::for_each_printable_part(message, [&text](std::string_view part) { text += part; });
  return text;
}

}  // namespace

TEST_CASE("path: control characters are escaped") {
  CHECK(printable_path("a\nb\tc\rd") == "a\\nb\\tc\\x0Dd");
  CHECK(printable_path("\x1b[31m\x7f") == "\\x1B[31m\\x7F");
  CHECK(printable_path("\xC2\x9B"
                       "31m") == "\\xC2\\x9B31m");
}

TEST_CASE("path: everything else is unchanged") {
  CHECK(printable_path("a b/ü\\n/\xFF/\xC2\xA0/\xC2") == "a b/ü\\n/\xFF/\xC2\xA0/\xC2");
}

TEST_CASE("path: messages are one line that cannot control the terminal") {
  CHECK(printable_message("a'b\"c \u00E9 \u65E5").ends_with("\u00E9 \u65E5"));
  CHECK(printable_message("a\nb\x1B[31m\r\xC2\x9B") == "a\\nb\\x1B[31m\\x0D\\xC2\\x9B");
  CHECK(printable_message("caf\xE9") == "caf\\xE9");
  CHECK(printable_message("\xE4\xBD!\x9B\xC2") == "\\xE4\\xBD!\\x9B\\xC2");
  const std::string escaped = printable_message("\xFF\n\x7F");
  CHECK(printable_message(escaped) == escaped);
}

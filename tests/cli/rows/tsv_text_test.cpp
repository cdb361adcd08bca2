#include "rows/tsv_text.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

using tokmill::cli::rows::append_tsv_text;
using tokmill::cli::rows::read_tsv_text;
using namespace std::string_literals;

TEST_CASE("tsv: escape sequences are read as ClickHouse reads them") {
  struct Case {
    std::string written;
    std::string text;
  };
  const Case cases[] = {{"", ""},
                        {"plain \xE4\xBD\xA0", "plain \xE4\xBD\xA0"},
                        {"a\\tb\\nc\\rd\\\\e", "a\tb\nc\rd\\e"},
                        {"\\b\\f\\0\\'\\a\\v\\e\\\"\\`\\/", "\b\f\0'\a\v\x1B\"`/"s},
                        {"\\x41\\xfF\\x4", "A\xFF\\x4"},
                        {"\\xg1\\q\\", "\\xg1\\q\\"},
                        {"\\\\n\\\\", "\\n\\"}};
  std::string buffer = "left from before";
  for (const Case& example : cases) {
    CAPTURE(example.written);
    CHECK(read_tsv_text(example.written, buffer) == example.text);
  }
}

TEST_CASE("tsv: what is written is read back, and has no tab and no newline") {
  std::mt19937 random(3);
  const std::string characters = "ab\\\t\n\r\0'\b\f\"x41N\xC3\xA9\xFF"s;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::size_t left = random() % 12; left > 0; --left) text += characters[random() % characters.size()];
    std::string written;
    append_tsv_text(text, written);
    CAPTURE(written);
    REQUIRE(written.find_first_of("\t\n\r\0"s) == std::string::npos);
    std::string buffer;
    REQUIRE(read_tsv_text(written, buffer) == text);
  }
}

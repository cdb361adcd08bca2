#include "options/text_option.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

using namespace tokmill::cli;

TEST_CASE("text_option: ill-formed parts of a text are replaced") {
  NamedText text{"name", "a\xFFz\xFE", 1};
  for (int i = 0; i < 2; ++i) {
    text.make_well_formed();
    CHECK(text.bytes == "a\uFFFDz\uFFFD");
    CHECK(text.ill_formed == std::nullopt);
  }
  CHECK(replace_ill_formed_from("\xFF", 0) == "\uFFFD");
  CHECK(replace_ill_formed_from("ab\xF0\x9F", 2) == "ab\uFFFD");
}

TEST_CASE("text_option: inputs that are no files or folders") {
  TextOption options;
  CHECK(input_without_path(options) == "standard input");
  options.paths = {"-"};
  CHECK(input_without_path(options) == "standard input");
  options.paths = {"-", "a"};
  CHECK(input_without_path(options).empty());
  options.paths = {};
  options.text = "";
  CHECK(input_without_path(options) == "--text");
}

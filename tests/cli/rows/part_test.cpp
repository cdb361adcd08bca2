#include "rows/part.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/error.hpp"

using namespace tokmill::cli::rows;

namespace {

// Answers a text with its size, and the text "bad" with an error.
const Answer size_of_text{Answer::Input::text, "tokens", true, 1,
                          [](std::string_view text, std::string& value) -> tokmill::Result<std::uint64_t> {
                            value += std::to_string(text.size());
                            if (text == "bad") return tokmill::Error{tokmill::ErrorCode::invalid_argument, "bad text"};
                            return text.size();
                          }};

Part answered(std::string_view lines, const Request& request) {
  Part part;
  part.lines = lines;
  answer_part(request, size_of_text, part);
  return part;
}

}  // namespace

TEST_CASE("rows: lines are divided into whole ones, all of them, in order") {
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    std::string lines;
    for (std::size_t left = random() % 20; left > 0; --left) lines += std::string(random() % 9, 'x') + '\n';
    if (random() % 2 == 0) lines += "last";
    const std::size_t most = random() % 6;
    const std::vector<Part> parts = divide_lines(lines, most);
    CHECK(parts.size() <= std::max<std::size_t>(most, 1));
    std::string whole;
    for (const Part& part : parts) {
      CHECK_FALSE(part.lines.empty());
      whole += part.lines;
      CHECK((part.lines.ends_with('\n') || whole == lines));
    }
    CHECK(whole == lines);
  }
}

TEST_CASE("rows: a part counts its rows, and says which have errors") {
  const Part part = answered("\"abc\"\n\"bad\"\n\n{\"text\":\"de\"}", {});
  CHECK(part.output ==
        "{\"tokens\":3}\n{\"error\":\"bad text\"}\n{\"error\":\"blank line\"}\n{\"tokens\":2}\n");
  CHECK(part.rows == 4);
  CHECK(part.total == 5);
  CHECK(part.errors == 2);
  REQUIRE(part.failures.size() == 2);
  CHECK(part.failures[0].row == 1);
  CHECK(part.failures[1].message == "blank line");
  Request keeps;
  keeps.keeps_errors = true;
  CHECK(answered("\"bad\"\n\"bad\"\n", keeps).failures.size() == 1);
  CHECK(answered("\"bad\"\n\"bad\"\n", keeps).errors == 2);
}

TEST_CASE("rows: lines that are not UTF-8 are found, and are errors if that is asked for") {
  const std::string_view lines = "\"a\"\n\"\xFF\"\n\"b\xFF\"\n";
  const Part part = answered(lines, {});
  CHECK(part.output == "{\"tokens\":1}\n{\"tokens\":3}\n{\"tokens\":4}\n");
  REQUIRE(part.ill_formed);
  CHECK(part.ill_formed->row == 1);
  CHECK(part.ill_formed->offset == 1);
  Request strict;
  strict.strict = true;
  const Part refused = answered(lines, strict);
  CHECK_FALSE(refused.ill_formed);
  CHECK(refused.errors == 2);
  CHECK(refused.failures[1].message == "not UTF-8 at byte 2");
  strict.format = Format::tsv;
  CHECK(answered("a\n\xFF\n", strict).output == "1\n\\N\n");
}

#include "core/tokenizer/known_patterns.hpp"

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

using namespace tokmill;

namespace {

// `text` with each escaped line end as the character.
std::string with_line_ends(std::string text) {
  for (std::size_t at = 0; (at = text.find('\\', at)) != std::string::npos; ++at) {
    const std::string_view escaped = std::string_view(text).substr(at, 2);
    if (escaped == "\\r") text.replace(at, 2, "\r");
    if (escaped == "\\n") text.replace(at, 2, "\n");
  }
  return text;
}

std::vector<SplitStep> with_line_ends(std::vector<SplitStep> steps) {
  for (SplitStep& step : steps) {
    if (auto* const split = std::get_if<Split>(&step)) split->pattern = with_line_ends(split->pattern);
  }
  return steps;
}

}  // namespace

TEST_CASE("known patterns are recognized with escaped line ends and with the characters") {
  for (const std::string_view name : pattern_names()) {
    CAPTURE(name);
    const std::vector<SplitStep> steps = *known_steps(name);
    CHECK(known_name(steps) == name);
    CHECK(known_name(with_line_ends(steps)) == name);
  }
}

TEST_CASE("deepseek-v3 as in its tokenizer.json") {
  const std::vector<SplitStep> steps = with_line_ends(*known_steps("deepseek-v3"));
  REQUIRE(std::get<Split>(steps[2]).pattern.find("[^\r\n\\p{L}") != std::string::npos);
  CHECK(known_name(steps) == "deepseek-v3");
}

TEST_CASE("other steps have no name") {
  std::vector<SplitStep> steps = *known_steps("deepseek-v3");
  std::get<Split>(steps[2]).pattern += "\n";
  CHECK(known_name(steps).empty());
  std::get<Split>(steps[2]).pattern.pop_back();
  std::get<Split>(steps[2]).syntax = PatternSyntax::text;
  CHECK(known_name(steps).empty());
  CHECK(known_name({}).empty());
}

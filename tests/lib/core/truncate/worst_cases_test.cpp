#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/truncate/speed.hpp"
#include "lib/encoding.hpp"
#include "tokmill/utf8.hpp"

using namespace tokmill;

TEST_CASE("truncate and chunk: no run takes much longer than it takes to count it") {
  std::vector<std::string> units = {"今天天气很好", "中", "\u0301", "é", "😀", "\u00A0", "中A", "_A", "-=", "!\n/"};
  for (const std::string_view unit : {"\n \n  ", "\r\n", "\t ", "responsibilitie"}) units.emplace_back(unit);
  units.push_back(std::string(113, ' ') + "~");
  for (const char one : {'\0', '\n', ' ', '!', '#', '*', '-', '.', '/', '1', '=', 'A', '_', 'a', 'x', '~'}) {
    units.emplace_back(1, one);
  }
  std::mt19937 random(20261125);
  const auto random_text = [&random](const auto& next) {
    std::string text;
    while (text.size() < 10'000) text += static_cast<char>(next(random()));
    return replace_ill_formed(text);
  };
  const std::string texts[] = {random_text([](auto number) { return number; }),
                               random_text([](auto number) { return number % 2 == 0 ? '-' : '='; }),
                               random_text([](auto number) { return 'a' + number % 26; })};
  for (const std::string_view name : {"cl100k_base", "o200k_base"}) {
    const double english = english_cost(encoding(name));
    for (const std::string& unit : units) check_speed(encoding(name), repeated_to(unit, 10'000), english);
    for (const std::string& text : texts) check_speed(encoding(name), text, english);
  }
}

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "lib/core/truncate/speed.hpp"
#include "lib/encoding.hpp"

using namespace tokmill;

TEST_CASE("truncate and chunk: no run takes much longer than it takes to count it") {
  std::vector<std::string> units = {"今天天气很好", "中", "\u0301", "é", "😀", "\u00A0", "中A", "_A", "-=", "!\n/"};
  for (const std::string_view unit : {"\n \n  ", "\r\n", "\t ", "responsibilitie"}) units.emplace_back(unit);
  units.push_back(std::string(113, ' ') + "~");
  for (const char one : {'\0', '\n', ' ', '!', '#', '*', '-', '.', '/', '1', '=', 'A', '_', 'a', 'x', '~'}) {
    units.emplace_back(1, one);
  }
  for (const std::string_view name : {"cl100k_base", "o200k_base"}) {
    const double english = english_cost(encoding(name));
    for (const std::string& unit : units) check_speed(encoding(name), repeated_to(unit, 10'000), english);
  }
}

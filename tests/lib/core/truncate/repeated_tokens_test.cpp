#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lib/core/truncate/speed.hpp"
#include "lib/encoding.hpp"
#include "tokmill/utf8.hpp"

using namespace tokmill;

TEST_CASE("truncate and chunk: no repeated byte or token takes much longer than it takes to count it") {
  for (const std::string_view name : {"r50k_base", "p50k_base", "cl100k_base", "o200k_base"}) {
    const Encoding& one = encoding(name);
    const double english = english_cost(one);
    for (int byte = 0; byte < 128; ++byte) {
      check_speed(one, repeated_to(std::string(1, static_cast<char>(byte)), 20'000), english);
    }
    for (TokenId id = 256; id < 200'000; id += 200) {
      const std::string unit(one.token_bytes(id).value_or(""));
      if (!unit.empty() && !find_ill_formed(unit)) check_speed(one, repeated_to(unit, 20'000), english);
    }
  }
}

#include "tokmill/nearest_name.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

TEST_CASE("nearest_name: the nearest candidate, or nullopt") {
  constexpr std::array<std::string_view, 3> names = {"count", "encode", "decode"};
  using tokmill::nearest_name;
  CHECK(nearest_name("cuont", names) == "count");
  CHECK(nearest_name("ENCODE", names) == "encode");
  CHECK(nearest_name("decod", names) == "decode");
  CHECK_FALSE(nearest_name("zzz", names));
  CHECK_FALSE(nearest_name("", names));
  CHECK_FALSE(nearest_name(std::string(100000, 'c'), names));
}

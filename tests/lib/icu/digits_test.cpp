#include "tokmill/icu/digits.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace tokmill::icu;

TEST_CASE("digits: each set has ten digits and a unique name") {
  const std::vector<DigitSet> sets = digit_sets();
  CHECK(sets.size() > 40);
  for (std::size_t i = 0; i < sets.size(); ++i) {
    CAPTURE(sets[i].name);
    if (i > 0) CHECK(sets[i - 1].name < sets[i].name);
    CHECK(std::none_of(sets[i].digits.begin(), sets[i].digits.end(),
                       [](const std::string& d) { return d.empty(); }));
  }
  const auto named = [&](std::string_view name) {
    return std::find_if(sets.begin(), sets.end(), [&](const DigitSet& set) { return set.name == name; });
  };
  REQUIRE(named("Devanagari") != sets.end());
  CHECK(named("Devanagari")->digits[4] == "४");
  CHECK(named("Thai")->digits[0] == "๐");
}

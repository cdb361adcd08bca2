#include "tokmill/analysis/hunks.hpp"

#include <doctest/doctest.h>

#include "tokmill/registry.hpp"

using namespace tokmill;
using namespace tokmill::analysis;
using Texts = std::vector<std::string_view>;

TEST_CASE("hunks: none if the splits are the same") {
  const Encoding& o200k = **find_encoding("o200k_base");
  CHECK(diff_hunks(o200k, o200k, "one two three", 9).empty());
  CHECK(diff_hunks(o200k, **find_encoding("r50k_base"), "", 9).empty());
}

TEST_CASE("hunks: each ends at the next common boundary") {
  const auto hunks =
      diff_hunks(**find_encoding("r50k_base"), **find_encoding("o200k_base"), "the 12345678 end 4321", 9);
  REQUIRE(hunks.size() == 3);
  CHECK(hunks[0].left == Texts{" 123"});
  CHECK(hunks[0].right == Texts{" ", "123"});
  CHECK(hunks[1].start == 7);
  CHECK(hunks[1].end == 12);
  CHECK(hunks[1].left == Texts{"45", "678"});
  CHECK(hunks[1].right == Texts{"456", "78"});
  CHECK(hunks[2].right == Texts{" ", "432", "1"});
  CHECK(diff_hunks(**find_encoding("r50k_base"), **find_encoding("o200k_base"), "the 12345678 end 4321", 1).size() ==
        1);
}

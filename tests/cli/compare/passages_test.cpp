#include "compare/passages.hpp"

#include <doctest/doctest.h>

#include "tokmill/registry.hpp"

using namespace tokmill;
using cli::compare::differing_passages;
using Texts = std::vector<std::string_view>;

TEST_CASE("passages: nothing where the splits are the same") {
  const Encoding& o200k = **find_encoding("o200k_base");
  CHECK(differing_passages(o200k, o200k, "one two three", 9).empty());
  CHECK(differing_passages(o200k, **find_encoding("r50k_base"), "", 9).empty());
}

TEST_CASE("passages: from one common end to the next") {
  const auto passages =
      differing_passages(**find_encoding("r50k_base"), **find_encoding("o200k_base"), "the 12345678 end 4321", 9);
  REQUIRE(passages.size() == 3);
  CHECK(passages[0].left == Texts{" 123"});
  CHECK(passages[0].right == Texts{" ", "123"});
  CHECK(passages[1].start == 7);
  CHECK(passages[1].end == 12);
  CHECK(passages[1].left == Texts{"45", "678"});
  CHECK(passages[1].right == Texts{"456", "78"});
  CHECK(passages[2].right == Texts{" ", "432", "1"});
  CHECK(differing_passages(**find_encoding("r50k_base"), **find_encoding("o200k_base"), "the 12345678 end 4321", 1).size() == 1);
}

#include <doctest/doctest.h>

#include "output/table.hpp"

using namespace tokmill::cli::output;

namespace {

Table models() {
  return {{{"model", Align::left}, {"encoding", Align::left, 2}, {"tokens", Align::right}, {"as of", Align::left, 1}},
          {{"a", "o200k_base", "1", "2026"}, {"é", "", "200", ""}}};
}

}  // namespace

TEST_CASE("text_table: aligns columns, without spaces at the end of a line") {
  CHECK(text_table(models()) ==
        "model  encoding    tokens  as of\n"
        "a      o200k_base       1  2026\n"
        "é                     200\n");
  CHECK(text_table({{{"", Align::left}, {"b", Align::right}}, {{"", "2"}}}) == "  b\n  2\n");
}

TEST_CASE("text_table: leaves out the columns of the highest ranks to fit the width") {
  CHECK(text_table(fitted(models(), 32)) == text_table(models()));
  CHECK(text_table(fitted(models(), 31)) ==
        "model  tokens  as of\n"
        "a           1  2026\n"
        "é         200\n");
  const std::string least = "model  tokens\na           1\né         200\n";
  CHECK(text_table(fitted(models(), 19)) == least);
  CHECK(text_table(fitted(models(), 5)) == least);
  CHECK(text_width(models()) == 32);
  CHECK(text_width(fitted(models(), 5)) == 13);
  CHECK(text_width({}) == 0);
}

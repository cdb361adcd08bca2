#include "rows/columns.hpp"

#include <doctest/doctest.h>

#include <string>

using tokmill::cli::rows::Columns;
namespace rows = tokmill::cli::rows;

namespace {

std::string filled(const Columns& columns) {
  std::string answer;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns.begin(i, answer);
    answer += std::to_string(i);
  }
  columns.end(answer);
  return answer;
}

}  // namespace

TEST_CASE("columns: an object or the value alone, and columns") {
  CHECK(filled(Columns(rows::Format::json_lines, {"a"})) == "0");
  CHECK(filled(Columns(rows::Format::json_lines, {"a", "b\"", "c"})) == "{\"a\":0,\"b\\\"\":1,\"c\":2}");
  CHECK(filled(Columns(rows::Format::tsv, {"a"})) == "0");
  CHECK(filled(Columns(rows::Format::tsv, {"a", "b"})) == "0\t1");
}

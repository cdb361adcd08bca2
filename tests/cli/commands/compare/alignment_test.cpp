#include "commands/compare/alignment.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tokmill/encodings.hpp"

using tokmill::cli::NamedTokenizer;
using tokmill::cli::compare::Column;
using tokmill::cli::compare::columns_of;
using tokmill::cli::compare::saved;
using tokmill::cli::compare::Stretch;
using tokmill::cli::compare::stretches_of;

namespace {

std::vector<NamedTokenizer> three_tokenizers() {
  return {{.model = "", .encoding = &tokmill::r50k_base(), .exact = true, .note = ""},
          {.model = "", .encoding = &tokmill::cl100k_base(), .exact = true, .note = ""},
          {.model = "", .encoding = &tokmill::o200k_base(), .exact = true, .note = ""}};
}

std::set<std::size_t> boundaries(const Column& column) {
  std::set<std::size_t> ends;
  for (const auto& part : column.parts) ends.insert(part.end);
  return ends;
}

}  // namespace

TEST_CASE("alignment: stretches are the text, and end at the boundaries that all columns have") {
  const std::string text =
      "In 2026, 12345678 tokens\n\n\n  indented, n\u00E9 \u0E1B\u0E23\u0E30\u0E40\u0E17\u0E28 e\u0301 "
      "\U0001F469\u200D\U0001F467\r\n" +
      std::string(40, ' ');
  const std::vector<NamedTokenizer> tokenizers = three_tokenizers();
  const std::vector<Column> columns = columns_of(text, tokenizers);
  std::size_t end = 0;
  std::array<std::size_t, 4> next = {};
  for (const Stretch& stretch : stretches_of(columns)) {
    CHECK(stretch.start == end);
    REQUIRE(stretch.end > stretch.start);
    end = stretch.end;
    CHECK(stretch.first == next);
    next = stretch.last;
    std::vector<std::vector<std::size_t>> inside;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      REQUIRE(stretch.last[i] > stretch.first[i]);
      CHECK(columns[i].parts[stretch.last[i] - 1].end == end);
      std::vector<std::size_t>& ends = inside.emplace_back();
      for (std::size_t part = stretch.first[i]; part < stretch.last[i]; ++part) ends.push_back(columns[i].parts[part].end);
    }
    CHECK(stretch.differs == (inside[0] != inside[1] || inside[0] != inside[2]));
    // It is as short as possible: a boundary that all columns have is inside a grapheme.
    for (const std::size_t at : inside[0]) {
      const bool is_common = std::ranges::all_of(columns, [&](const Column& column) { return boundaries(column).contains(at); });
      if (!is_common || at == end) continue;
      const auto part = std::ranges::find(columns[0].parts, at, &tokmill::cli::texts::Part::start);
      CHECK(part->begins_inside);
    }
  }
  CHECK(end == text.size());
  for (std::size_t i = 0; i < columns.size(); ++i) CHECK(next[i] == columns[i].parts.size());
}

TEST_CASE("alignment: what a stretch saves") {
  const std::vector<NamedTokenizer> tokenizers = three_tokenizers();
  const std::vector<Column> columns = columns_of("\u0E1B\u0E23\u0E30\u0E40\u0E17\u0E28", tokenizers);
  const std::vector<Stretch> stretches = stretches_of(columns);
  REQUIRE(stretches.size() == 1);
  CHECK(stretches.front().differs);
  CHECK(columns.back().parts.size() == 1);
  CHECK(saved(stretches.front(), columns) == columns.front().parts.size() - 1);
}

TEST_CASE("alignment: an empty text has no stretches") {
  const std::vector<NamedTokenizer> tokenizers = three_tokenizers();
  CHECK(stretches_of(columns_of("", tokenizers)).empty());
}

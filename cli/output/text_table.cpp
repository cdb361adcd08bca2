#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>
#include <utility>

#include "output/table.hpp"
#include "output/terminal.hpp"
#include "tokmill/icu/display.hpp"

namespace tokmill::cli::output {
namespace {

void append(std::string& line, const std::string& field, std::size_t width, Align align) {
  const std::size_t pad = width - std::min(width, icu::display_width(field));
  if (align == Align::right) line.append(pad, ' ');
  line += field;
  if (align == Align::left) line.append(pad, ' ');
}

constexpr std::string_view gap = "  ";

std::vector<std::size_t> column_widths(const Table& table) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::size_t& width = widths.emplace_back(icu::display_width(table.columns[i].name));
    for (const auto& row : table.rows) width = std::max(width, icu::display_width(row[i]));
  }
  return widths;
}

std::size_t total(const std::vector<std::size_t>& widths) {
  const std::size_t gaps = gap.size() * (widths.size() - std::min<std::size_t>(widths.size(), 1));
  return std::accumulate(widths.begin(), widths.end(), gaps);
}

// The columns that remain after the ones of the highest ranks were left out until the others fit.
std::vector<std::size_t> columns_that_fit(const Table& table, std::size_t width) {
  std::vector<std::size_t> widths = column_widths(table);
  std::vector<std::size_t> columns(widths.size());
  std::iota(columns.begin(), columns.end(), std::size_t{0});
  while (!columns.empty() && total(widths) > width) {
    const auto rank = [&table](std::size_t column) { return table.columns[column].rank; };
    const auto last = std::ranges::max_element(columns, {}, rank);
    if (rank(*last) == 0) break;
    widths.erase(widths.begin() + (last - columns.begin()));
    columns.erase(last);
  }
  return columns;
}

}  // namespace

std::string text_table(const Table& table) {
  const std::vector<std::size_t> widths = column_widths(table);
  std::string text;
  const auto add_line = [&](const auto& field_of) {
    std::string line;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (i > 0) line += gap;
      append(line, field_of(i), widths[i], table.columns[i].align);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  };
  add_line([&](std::size_t i) -> const std::string& { return table.columns[i].name; });
  for (const auto& row : table.rows) {
    add_line([&](std::size_t i) -> const std::string& { return row[i]; });
  }
  return text;
}

std::size_t text_width(const Table& table) { return total(column_widths(table)); }

Table fitted(Table table, std::size_t width) {
  const std::vector<std::size_t> columns = columns_that_fit(table, width);
  if (columns.size() == table.columns.size()) return table;
  Table narrow;
  for (const std::size_t column : columns) narrow.columns.push_back(std::move(table.columns[column]));
  for (auto& row : table.rows) {
    std::vector<std::string>& fields = narrow.rows.emplace_back();
    for (const std::size_t column : columns) fields.push_back(std::move(row[column]));
  }
  return narrow;
}

std::string output_table(const Table& table) {
  return text_table(output_is_terminal() ? fitted(table, output_width()) : table);
}

bool leaves_out_columns(const Table& table) {
  return output_is_terminal() && columns_that_fit(table, output_width()).size() < table.columns.size();
}

}  // namespace tokmill::cli::output

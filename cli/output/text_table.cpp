#include <algorithm>
#include <limits>
#include <string_view>

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

// A column of the table with its width on the terminal.
struct Shown {
  std::size_t index;
  std::size_t width;
};

std::vector<Shown> all_columns(const Table& table) {
  std::vector<Shown> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::size_t width = icu::display_width(table.columns[i].name);
    for (const auto& row : table.rows) width = std::max(width, icu::display_width(row[i]));
    columns.push_back({i, width});
  }
  return columns;
}

// Leaves out columns until the others fit, the highest rank first.
void fit(const Table& table, std::vector<Shown>& columns, std::size_t width) {
  std::size_t needed = gap.size() * (columns.size() - 1);
  for (const Shown& column : columns) needed += column.width;
  while (needed > width) {
    const auto rank = [&table](const Shown& column) { return table.columns[column.index].rank; };
    const auto last = std::ranges::max_element(columns, {}, rank);
    if (rank(*last) == 0) return;
    needed -= last->width + gap.size();
    columns.erase(last);
  }
}

}  // namespace

std::string text_table(const Table& table, std::size_t width) {
  std::vector<Shown> columns = all_columns(table);
  if (!columns.empty()) fit(table, columns, width);
  std::string text;
  const auto add_line = [&](const auto& field_of) {
    std::string line;
    for (const Shown& column : columns) {
      if (column.index != columns.front().index) line += gap;
      append(line, field_of(column.index), column.width, table.columns[column.index].align);
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

std::string text_table(const Table& table) { return text_table(table, std::numeric_limits<std::size_t>::max()); }

std::string output_table(const Table& table) {
  return output_is_terminal() ? text_table(table, output_width()) : text_table(table);
}

}  // namespace tokmill::cli::output

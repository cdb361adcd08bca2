#include <algorithm>

#include "output/table.hpp"
#include "tokmill/icu/display.hpp"

namespace tokmill::cli::output {
namespace {

void append(std::string& line, const std::string& field, std::size_t width, Align align) {
  const std::size_t pad = width - std::min(width, icu::display_width(field));
  if (align == Align::right) line.append(pad, ' ');
  line += field;
  if (align == Align::left) line.append(pad, ' ');
}

}  // namespace

std::string text_table(const Table& table) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::size_t width = icu::display_width(table.columns[i].name);
    for (const auto& row : table.rows) width = std::max(width, icu::display_width(row[i]));
    widths.push_back(width);
  }
  std::string text;
  const auto add_line = [&](const auto& field_of) {
    std::string line;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (i > 0) line += "  ";
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

}  // namespace tokmill::cli::output

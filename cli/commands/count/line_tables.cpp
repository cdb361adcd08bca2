#include "commands/count/line_tables.hpp"

#include <utility>

#include "commands/count/groups.hpp"
#include "output/format.hpp"
#include "output/path.hpp"
#include "output/shorten.hpp"
#include "output/visible.hpp"

namespace tokmill::cli::count {

std::string place_of(const texts::ListedLine& line, bool has_path) {
  if (!has_path) return output::format("line {}", line.number);
  return output::format("{}:{}", output::printable_path(line.path), line.number);
}

output::Table csv_table_of_lines(const texts::CountedTexts& counted) {
  output::Table table;
  table.columns = {{"path"}, {"line"}, {"tokens"}, {"bytes"}, {"characters"}, {"share"}, {"text"}};
  for (const texts::ListedLine& line : counted.lines) {
    table.rows.push_back({line.path, std::to_string(line.number), std::to_string(line.sizes.tokens),
                          std::to_string(line.sizes.bytes), std::to_string(line.sizes.characters),
                          output::format("{}", share_of(line.sizes.tokens, counted.total.tokens)), line.text});
  }
  return table;
}

output::Table markdown_table_of_lines(const texts::CountedTexts& counted, bool has_paths) {
  using output::Align;
  constexpr std::size_t text_width = 60;
  output::Table table;
  table.columns = {{"line", Align::left}, {"tokens", Align::right}, {"share", Align::right}, {"text", Align::left}};
  const auto add = [&](std::string name, std::size_t tokens, std::string text) {
    table.rows.push_back({std::move(name), std::to_string(tokens),
                          output::format("{:.1f}%", 100 * share_of(tokens, counted.total.tokens)), std::move(text)});
  };
  for (const texts::ListedLine& line : counted.lines) {
    add(place_of(line, has_paths), line.sizes.tokens, output::shortened(output::visible_line(line.text), text_width));
  }
  add("total", counted.total.tokens, "");
  return table;
}

}  // namespace tokmill::cli::count

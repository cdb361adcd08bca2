#include <algorithm>
#include <cstddef>

#include "commands/split/waste/output.hpp"
#include "commands/split/waste/tables.hpp"
#include "output/table.hpp"
#include "output/terminal.hpp"
#include "output/wrap.hpp"

namespace tokmill::cli::split {
namespace {

constexpr std::size_t most_width = 60;  // of the text in a row

// The table made by make(text_width), with as much text as fits the terminal.
template <class Make>
std::string with_text(const Make& make) {
  output::Table table = make(most_width);
  if (!output_is_terminal()) return output::text_table(table);
  // Without the text, to know how wide the other columns are.
  output::Table narrow = table;
  for (auto& row : narrow.rows) row.back().clear();
  constexpr std::size_t least_width = 10;
  const std::size_t others = output::text_width(narrow) - narrow.columns.back().name.size();
  const std::size_t left = output_width() - std::min(output_width(), others);
  return output::text_table(make(std::clamp(left, least_width, most_width)));
}

}  // namespace

std::string waste_text(const WasteView& view) {
  std::string text = output::output_line(waste_heading(view));
  const output::Table changes = change_table(view);
  if (changes.rows.empty()) {
    text += "No change that saves tokens was found.\n";
  } else {
    text += '\n' + output::output_table(changes);
    if (view.price) text += '\n' + output::output_line(price_line(*view.price));
    text += '\n' + with_text([&](std::size_t width) { return place_table(view, width); });
  }
  if (!view.report.longest_lines.empty()) {
    text += '\n' + with_text([&](std::size_t width) { return longest_line_table(view, width); });
  }
  return text;
}

}  // namespace tokmill::cli::split

#include "commands/split/waste/output.hpp"
#include "commands/split/waste/tables.hpp"
#include "output/table.hpp"

namespace tokmill::cli::split {

std::string waste_markdown(const WasteView& view) {
  constexpr std::size_t text_width = 60;
  std::string text = waste_heading(view) + ".\n";
  for (const output::Table& table :
       {change_table(view), place_table(view, text_width), longest_line_table(view, text_width)}) {
    if (!table.rows.empty()) text += '\n' + output::markdown(table);
  }
  if (view.price) text += '\n' + price_line(*view.price) + ".\n";
  return text;
}

}  // namespace tokmill::cli::split

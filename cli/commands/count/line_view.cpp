#include "commands/count/line_view.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "commands/count/groups.hpp"
#include "commands/count/line_tables.hpp"
#include "commands/count/text_view.hpp"
#include "output/format.hpp"
#include "output/shorten.hpp"
#include "output/terminal.hpp"
#include "output/visible.hpp"
#include "tokmill/icu/display.hpp"

namespace tokmill::cli::count {

std::string line_view(const texts::CountedTexts& counted, bool has_paths) {
  std::vector<std::string> places;
  std::size_t place_width = 0;
  for (const texts::ListedLine& line : counted.lines) {
    places.push_back(place_of(line, has_paths));
    place_width = std::max(place_width, icu::display_width(places.back()));
  }
  const std::size_t tokens_width = std::to_string(counted.total.tokens).size();
  const std::size_t text_column = tokens_width + 2 + place_width + 2 + 6 + 2;  // 100.0%
  // A long path leaves too few columns for the text in a narrow terminal.
  constexpr std::size_t least_width = 12;
  constexpr std::size_t most_width = 100;
  std::size_t text_width = most_width;
  if (output_is_terminal()) text_width = std::min(most_width, output_width() - std::min(output_width(), text_column));
  std::string view;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const texts::ListedLine& line = counted.lines[i];
    std::string row = output::format("{:>{}}  {}{:{}}  {:>5.1f}%", line.sizes.tokens, tokens_width, places[i], "",
                                     place_width - icu::display_width(places[i]),
                                     100 * share_of(line.sizes.tokens, counted.total.tokens));
    if (text_width >= least_width) row += "  " + output::shortened(output::visible_line(line.text), text_width);
    view += row.substr(0, row.find_last_not_of(' ') + 1) + '\n';
  }
  return view + total_line(counted.total.tokens, tokens_width);
}

}  // namespace tokmill::cli::count

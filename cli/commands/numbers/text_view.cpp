#include "commands/numbers/text_view.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

#include "commands/numbers/explanation.hpp"
#include "commands/numbers/tables.hpp"
#include "commands/numbers/way.hpp"
#include "options/encoding_source.hpp"
#include "output/colors.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "output/shorten.hpp"
#include "output/table.hpp"
#include "output/terminal.hpp"
#include "output/visible.hpp"
#include "output/wrap.hpp"
#include "tokmill/icu/display.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::numbers {
namespace {

// One column for each character, with `|` in place of the space between two groups. Empty if a group ends within a
// character.
std::string in_columns(std::string_view number, const std::vector<std::size_t>& boundaries, bool color) {
  const auto groups = characters_of_groups(number, boundaries);
  if (!groups) return "";
  std::string row;
  for (std::size_t i = 0; i < groups->size(); ++i) {
    if (i > 0) row += '|';
    if (color) row += output::token_color(i);
    row += output::join((*groups)[i], " ");
    if (color) row += output::plain;
  }
  return row;
}

// The tokens of a number in columns, or else one after another, and the width of the result.
std::pair<std::string, std::size_t> token_row(const analysis::SplitNumber& split, bool color) {
  const auto cuts = boundaries(split);
  std::string row = cuts ? in_columns(split.number, *cuts, color) : "";
  if (!row.empty()) return {std::move(row), icu::display_width(in_columns(split.number, *cuts, false))};
  row = joined(split);
  const std::size_t width = icu::display_width(row);
  return {std::move(row), width};
}

std::string padded(std::string label, std::size_t width) {
  label.append(width - icu::display_width(label), ' ');
  return label;
}

std::vector<std::string> visible_pieces(const analysis::SplitNumber& split) {
  std::vector<std::string> pieces;
  for (const std::string& piece : split.pieces) pieces.push_back(output::visible(piece));
  return pieces;
}

// The number with each separator between its thousands, and its tokens then.
std::string separators_view(const std::string& number, const std::vector<const Encoding*>& encodings,
                            std::size_t width) {
  std::string view;
  for (const std::string& separated : with_separators(number)) {
    for (const Way& way : ways_of(separated, encodings)) {
      const std::string count = token_count(way.split);
      const std::string line = output::format("  {}  {}  {}", separated, joined(way.split), count);
      const std::size_t end = icu::display_width(line) + 2 + icu::display_width(way.label);
      if (end <= width) {
        view += line + "  " + way.label + '\n';
      } else {
        output::append_format(view, "  {}\n    {}  {}\n    {}\n", separated, count, way.label,
                              output::wrap_list(visible_pieces(way.split), "|", 4, width));
      }
    }
  }
  return view;
}

// The characters of a number of a sum, one column for each slot, with `|` in place of the space between two
// tokens.
std::string sum_row(const analysis::Addition& addition, std::size_t number, bool color) {
  std::string row;
  std::optional<std::size_t> token;  // of the character before
  std::size_t left = 0;              // how many characters are to come
  for (const analysis::Addition::Slot& slot : addition.slots) left += slot.cells[number] ? 1 : 0;
  for (const analysis::Addition::Slot& slot : addition.slots) {
    const std::optional<analysis::Addition::Cell>& cell = slot.cells[number];
    const bool begins = cell && cell->token != token;
    if (begins && token && color) row += output::plain;
    if (!row.empty()) row += begins && token ? '|' : ' ';
    if (begins && color) row += output::token_color(*cell->token);
    row += cell ? cell->text : " ";
    if (!cell) continue;
    token = cell->token;
    if (--left > 0) continue;
    if (color) row += output::plain;
    token.reset();
  }
  return row;
}

// Where the last column of output::text_table() starts.
std::size_t start_of_last_column(output::Table table) {
  table.columns.back().name.clear();
  for (std::vector<std::string>& row : table.rows) row.back().clear();
  return output::text_width(table);
}

// The marks below the misaligned columns.
std::string marks(const analysis::Addition& addition) {
  std::string line;
  for (const analysis::Addition::Slot& slot : addition.slots) {
    const bool is_misaligned = slot.column && std::ranges::binary_search(addition.misaligned, *slot.column);
    line += is_misaligned ? "^ " : "  ";
  }
  line.pop_back();
  return line;
}

std::string addition_view(const analysis::Addition& addition, bool color) {
  std::string view;
  const std::size_t width = 2 * addition.slots.size() - 1;
  for (std::size_t i = 0; i < addition.numbers.size(); ++i) {
    const char sign = i == 0 ? ' ' : i + 1 < addition.numbers.size() ? '+' : '=';
    const analysis::SplitNumber& split = addition.numbers[i];
    std::string row = sum_row(addition, i, color);
    if (!boundaries(split)) {  // the tokens are not the number
      row = joined(split);
      row.insert(0, width - std::min(width, icu::display_width(row)), ' ');
    }
    output::append_format(view, "  {} {}  {}\n", sign, row, token_count(split));
  }
  const std::size_t misaligned = addition.misaligned.size();
  return view + "    " + (misaligned > 0 ? marks(addition) + "  " : "") + columns_that_line_up(addition) +
         '\n';
}

}  // namespace

std::string joined(const analysis::SplitNumber& split) { return output::join(visible_pieces(split), "|"); }

std::string number_view(const std::string& number, const std::vector<const Encoding*>& encodings,
                        const Style& style) {
  const std::vector<Way> ways = ways_of(number, encodings);
  const std::optional<analysis::Thousands> thousands = analysis::thousands(number);
  const std::string head = thousands ? in_columns(number, thousands->groups, false) : "";
  constexpr std::string_view head_label = "thousands";
  std::size_t label = thousands ? head_label.size() : 0;
  std::size_t columns = icu::display_width(head);
  for (const Way& way : ways) {
    label = std::max(label, icu::display_width(way.label));
    columns = std::max(columns, token_row(way.split, false).second);
  }
  const std::size_t start = 2 + label + 2;
  const bool has_columns = start + columns <= style.width;  // otherwise, the pieces are in several lines

  std::string view = number + '\n';
  if (thousands && has_columns) output::append_format(view, "  {:<{}}  {}\n", head_label, label, head);
  for (const Way& way : ways) {
    const std::string words = describe(way.split, thousands);
    auto [row, width] = token_row(way.split, style.color);
    if (!has_columns) row = output::wrap_list(visible_pieces(way.split), "|", start, style.width);
    const bool is_one_line = has_columns && start + columns + 2 + words.size() <= style.width;
    if (is_one_line) row.append(columns - width, ' ');
    const std::size_t words_start =
        start + words.size() <= style.width ? start : 4;  // on a line of their own
    output::append_format(view, "  {}  {}{}{}\n", padded(way.label, label), row,
                          is_one_line ? "  " : '\n' + std::string(words_start, ' '), words);
  }
  if (!has_thousands(number)) return view;
  return view + '\n' + separators_view(number, encodings, style.width);
}

std::string sum_view(const Sum& sum, const Style& style) {
  std::string view =
      encoding_label(sum.typed.numbers.front().encoding) + '\n' + addition_view(sum.typed, style.color);
  if (!sum.is_typed_with_separators())
    view += "  with separators\n" + addition_view(sum.grouped, style.color);
  return view;
}

std::string scripts_view(std::vector<SplitRow> rows) {
  std::vector<std::pair<std::string, std::vector<SplitRow>>> by_encoding;  // in the order of the rows
  for (SplitRow& row : rows) {
    auto found =
        std::ranges::find(by_encoding, row.split.encoding, [](const auto& entry) { return entry.first; });
    if (found == by_encoding.end()) found = by_encoding.insert(found, {row.split.encoding, {}});
    found->second.push_back(std::move(row));
  }
  std::string view;
  for (auto& [encoding, some] : by_encoding) {
    std::ranges::stable_sort(some, {}, [](const SplitRow& row) { return row.split.pieces.size(); });
    output::Table table{{{"script"}, {"number"}, {"tokens", output::Align::right}, {"pieces"}}, {}};
    for (const auto& [script, split] : some) {
      table.rows.push_back({script, split.number, std::to_string(split.pieces.size()), joined(split)});
    }
    constexpr std::size_t least_width = 4;
    const std::size_t start = start_of_last_column(table);
    const std::size_t width = std::max(output_width(), start + least_width) - start;
    for (std::vector<std::string>& row : table.rows) {
      if (output_is_terminal()) row.back() = output::shortened(row.back(), width);
    }
    view += (view.empty() ? "" : "\n") + encoding_label(encoding) + '\n' + output::text_table(table);
  }
  return view;
}

std::string tally_view(const std::vector<analysis::Tally>& tallies) {
  constexpr std::size_t most_shapes = 8;
  constexpr std::size_t least_width = 14;  // for a shape and its number
  output::Table table = tally_table(tallies, encoding_label);
  table.columns.back().name = "shapes";
  const std::size_t column = start_of_last_column(table);
  const std::size_t width = output_is_terminal() ? std::max(output_width(), column + least_width)
                                                 : std::numeric_limits<std::size_t>::max();
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    table.rows[i].back() = output::wrap_list(shapes_of(tallies[i], most_shapes), ", ", column, width);
  }
  return output::text_table(table);
}

std::string explanation_text(const std::vector<const Encoding*>& encodings, std::size_t width) {
  return output::wrap(explanation(encodings), 0, width) + output::wrap(explanation_source, 0, width);
}

}  // namespace tokmill::cli::numbers

#include "commands/numbers/text_view.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "commands/numbers/explanation.hpp"
#include "commands/numbers/tables.hpp"
#include "options/encoding_source.hpp"
#include "output/colors.hpp"
#include "output/format.hpp"
#include "output/table.hpp"
#include "output/terminal.hpp"
#include "output/visible.hpp"
#include "output/wrap.hpp"
#include "tokmill/icu/display.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::numbers {
namespace {

std::vector<std::size_t> character_starts(std::string_view number) {
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < number.size();) {
    starts.push_back(at);
    at += next_utf8_unit(number.substr(at)).size;
  }
  return starts;
}

// One column for each character, with `|` in place of the space between two groups. Empty if a group ends within a
// character.
std::string in_columns(std::string_view number, const std::vector<std::size_t>& boundaries, bool color) {
  const std::vector<std::size_t> starts = character_starts(number);
  if (!std::includes(starts.begin(), starts.end(), boundaries.begin(), boundaries.end())) return "";
  std::string row;
  auto boundary = boundaries.begin();
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const bool begins = i == 0 || (boundary != boundaries.end() && *boundary == starts[i]);
    if (begins && i > 0) {
      ++boundary;
      if (color) row += output::plain;
      row += '|';
    }
    if (begins && color) row += output::token_color(static_cast<std::size_t>(boundary - boundaries.begin()));
    if (!begins) row += ' ';
    row += number.substr(starts[i], (i + 1 < starts.size() ? starts[i + 1] : number.size()) - starts[i]);
  }
  if (color) row += output::plain;
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

std::size_t label_width(const std::vector<const Encoding*>& encodings) {
  std::size_t width = std::string_view("thousands").size();
  for (const Encoding* encoding : encodings) {
    width = std::max(width, icu::display_width(encoding_label(encoding->name())));
  }
  return width;
}

std::string padded(std::string label, std::size_t width) {
  label.append(width - icu::display_width(label), ' ');
  return label;
}

std::string tokens(std::size_t count) {
  return output::format("{} {}", count, count == 1 ? "token" : "tokens");
}

std::string indented(const std::string& lines) {
  std::string text;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    text += "  " + lines.substr(at, end + 1 - at);
    at = end + 1;
  }
  return text;
}

std::string separators_view(const std::string& number, const std::vector<const Encoding*>& encodings) {
  output::Table table;
  table.columns.push_back({"separated"});
  for (const Encoding* encoding : encodings) table.columns.push_back({encoding_label(encoding->name())});
  for (const std::string_view separator : {",", ".", " ", "_", "'"}) {
    const std::string separated = analysis::separated(number, separator);
    std::vector<std::string>& row = table.rows.emplace_back();
    row.push_back(separated);
    for (const Encoding* encoding : encodings) {
      const analysis::SplitNumber split = analysis::split_number(*encoding, separated);
      row.push_back(output::format("{} {}", split.pieces.size(), joined(split)));
    }
  }
  return indented(output::text_table(table));
}

std::size_t widest_line(std::string_view lines) {
  std::size_t width = 0;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    width = std::max(width, icu::display_width(lines.substr(0, end)));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return width;
}

// The marks below the misaligned columns.
std::string marks(const analysis::Addition& addition) {
  std::string line(2 * addition.columns - 1, ' ');
  for (const std::size_t column : addition.misaligned) line[line.size() - 1 - 2 * column] = '^';
  return line;
}

}  // namespace

std::string joined(const analysis::SplitNumber& split) {
  std::string text;
  for (const std::string& piece : split.pieces) {
    if (!text.empty()) text += '|';
    text += output::visible(piece);
  }
  return text;
}

std::string number_view(const std::string& number, const std::vector<const Encoding*>& encodings,
                        const Style& style) {
  const std::size_t label = label_width(encodings);
  const analysis::Thousands thousands = analysis::thousands(number);
  const std::string head = in_columns(number, thousands.groups, false);
  const std::size_t columns = icu::display_width(head);
  std::string view = output::format("{}\n  {:<{}}  {}\n", number, "thousands", label, head);
  for (const Encoding* encoding : encodings) {
    const analysis::SplitNumber split = analysis::split_number(*encoding, number);
    auto [row, width] = token_row(split, style.color);
    row.append(columns - std::min(columns, width), ' ');
    output::append_format(view, "  {}  {}  {}", padded(encoding_label(encoding->name()), label), row,
                          tokens(split.pieces.size()));
    const auto cuts = boundaries(split);
    if (cuts && !thousands.inner.empty()) {
      std::vector<std::size_t> common;
      std::set_intersection(thousands.inner.begin(), thousands.inner.end(), cuts->begin(), cuts->end(),
                            std::back_inserter(common));
      output::append_format(view, ", cut at {} of {} thousands", common.size(), thousands.inner.size());
    }
    view += '\n';
  }
  if (analysis::is_whole(number) && !thousands.inner.empty()) view += "\n" + separators_view(number, encodings);
  return view;
}

std::string addition_view(const analysis::Addition& addition, const Style& style) {
  std::string view = encoding_label(addition.numbers.front().encoding) + '\n';
  constexpr std::array<char, 3> signs = {' ', '+', '='};
  for (std::size_t i = 0; i < signs.size(); ++i) {
    const analysis::SplitNumber& split = addition.numbers[i];
    const auto [row, width] = token_row(split, style.color);
    const std::size_t columns = 2 * addition.columns - 1;
    const std::string pad(columns - std::min(columns, width), ' ');
    output::append_format(view, "  {} {}{}  {}\n", signs[i], pad, row, tokens(split.pieces.size()));
  }
  view += "    ";
  const std::size_t misaligned = addition.misaligned.size();
  if (misaligned > 0) view += marks(addition) + "  ";
  output::append_format(view, "{} of {} columns do not line up\n", misaligned, addition.columns);
  return view;
}

std::string tally_view(const std::vector<analysis::Tally>& tallies) {
  std::size_t max_shapes = 8;
  std::string text = output::text_table(tally_table(tallies, max_shapes, encoding_label));
  while (output_is_terminal() && widest_line(text) > output_width() && max_shapes > 1) {
    text = output::text_table(tally_table(tallies, --max_shapes, encoding_label));
  }
  return text;
}

std::string explanation_text(const std::vector<const Encoding*>& encodings, std::size_t width) {
  return output::wrap(explanation(encodings), 0, width) + output::wrap(explanation_source, 0, width);
}

}  // namespace tokmill::cli::numbers

#include "commands/numbers/text_view.hpp"

#include "output/format.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <numeric>

#include "commands/numbers/explanation.hpp"
#include "output/colors.hpp"
#include "output/visible.hpp"
#include "tokmill/icu/display.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::numbers {
namespace {

// The byte offsets of the characters of a number.
std::vector<std::size_t> character_starts(std::string_view number) {
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < number.size();) {
    starts.push_back(at);
    at += next_utf8_unit(std::string_view(number).substr(at)).size;
  }
  return starts;
}

// Each character in a column of its own, with a bar between two columns where a group ends; in colour where
// wanted. Nothing where a group ends within a character.
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

std::size_t label_width(const std::vector<const Encoding*>& encodings) {
  std::size_t width = std::string_view("thousands").size();
  for (const Encoding* encoding : encodings) width = std::max(width, encoding->name().size());
  return width;
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
  for (const Encoding* encoding : encodings) table.columns.push_back({std::string(encoding->name())});
  for (const std::string_view separator : {",", ".", " ", "_", "'"}) {
    const std::string written = analysis::separated(number, separator);
    std::vector<std::string> row = {written};
    for (const Encoding* encoding : encodings) {
      const analysis::SplitNumber split = analysis::split_number(*encoding, written);
      row.push_back(output::format("{} {}", split.pieces.size(), joined(split)));
    }
    table.rows.push_back(std::move(row));
  }
  return indented(output::text_table(table));
}

// The columns at the end of a line, marked from the right.
std::string marks(const analysis::Addition& addition) {
  std::string line(2 * addition.columns - 1, ' ');
  for (const std::size_t column : addition.misaligned) line[line.size() - 1 - 2 * column] = '^';
  return line;
}

void append_wrapped(std::string& text, std::string_view sentence, std::size_t width) {
  std::size_t column = 0;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t end = std::min(sentence.find(' ', at), sentence.size());
    const std::string_view word = sentence.substr(at, end - at);
    if (column > 0 && column + 1 + word.size() > width) {
      text += '\n';
      column = 0;
    }
    if (column > 0) text += ' ';
    text += word;
    column += word.size() + (column > 0 ? 1 : 0);
    at = end + 1;
  }
  text += '\n';
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
  const analysis::Thousands read = analysis::thousands(number);
  const std::string head = in_columns(number, read.groups, false);
  const std::size_t columns = icu::display_width(head);
  std::string view = output::format("{}\n  {:<{}}  {}\n", number, "thousands", label, head);
  for (const Encoding* encoding : encodings) {
    const analysis::SplitNumber split = analysis::split_number(*encoding, number);
    const std::vector<std::size_t> cuts = boundaries(split);
    std::string row = in_columns(number, cuts, style.color);
    std::size_t width = columns;
    if (row.empty()) {
      row = joined(split);
      width = icu::display_width(row);
    }
    row.append(columns - std::min(columns, width), ' ');
    view += output::format("  {:<{}}  {}  {}", encoding->name(), label, row, tokens(split.pieces.size()));
    if (!read.inner.empty()) {
      std::vector<std::size_t> kept;
      std::set_intersection(read.inner.begin(), read.inner.end(), cuts.begin(), cuts.end(),
                            std::back_inserter(kept));
      view += output::format(", cut at {} of {} thousands", kept.size(), read.inner.size());
    }
    view += '\n';
  }
  if (analysis::is_whole(number) && !read.inner.empty()) view += "\n" + separators_view(number, encodings);
  return view;
}

std::string addition_view(const analysis::Addition& addition, const Style& style) {
  std::string view = addition.numbers.front().encoding + '\n';
  constexpr std::array<char, 3> signs = {' ', '+', '='};
  for (std::size_t i = 0; i < signs.size(); ++i) {
    const analysis::SplitNumber& split = addition.numbers[i];
    const std::string pad(2 * (addition.columns - split.number.size()), ' ');
    view +=
        output::format("  {} {}{}  {}\n", signs[i], pad,
                    in_columns(split.number, boundaries(split), style.color), tokens(split.pieces.size()));
  }
  const std::size_t off = addition.misaligned.size();
  if (off > 0)
    view += output::format("    {}  ", marks(addition));
  else
    view += "    ";
  return view + output::format("{} of {} columns do not line up\n", off, addition.columns);
}

output::Table tally_table(const std::vector<analysis::Tally>& tallies, std::size_t most) {
  output::Table table;
  using output::Align;
  table.columns = {{"encoding"},
                   {"from", Align::right},
                   {"to", Align::right},
                   {"whole", Align::right},
                   {"first split", Align::right},
                   {"shapes of the others"}};
  for (const analysis::Tally& tally : tallies) {
    const auto all = tally.by_frequency();
    const auto rest = all.begin() + static_cast<std::ptrdiff_t>(std::min(most, all.size()));
    std::string shapes;
    for (auto one = all.begin(); one != rest; ++one) {
      shapes += output::format("{}{}: {}", shapes.empty() ? "" : ", ", one->first, one->second);
    }
    if (rest != all.end()) {
      const auto add = [](std::uint64_t total, const auto& one) { return total + one.second; };
      shapes += output::format(", {} others: {}", all.end() - rest,
                            std::accumulate(rest, all.end(), std::uint64_t{0}, add));
    }
    table.rows.push_back({tally.encoding, std::to_string(tally.range.from), std::to_string(tally.range.to),
                          std::to_string(tally.whole),
                          tally.first_split ? std::to_string(*tally.first_split) : "none", shapes});
  }
  return table;
}

std::string explanation_text(std::size_t width) {
  std::string text;
  append_wrapped(text, explanation, width);
  append_wrapped(text, explanation_source, width);
  return text;
}

}  // namespace tokmill::cli::numbers

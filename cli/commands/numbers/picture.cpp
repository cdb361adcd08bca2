#include "commands/numbers/picture.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "commands/numbers/sum.hpp"
#include "commands/numbers/text_view.hpp"
#include "commands/numbers/way.hpp"
#include "options/encoding_source.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "output/shorten.hpp"
#include "output/svg.hpp"
#include "output/token_boxes.hpp"
#include "output/visible.hpp"
#include "tokmill/analysis/number.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::numbers {
namespace {

using output::box_baseline;
using output::box_height;
using output::Svg;

constexpr double step = 18;  // from one character to the next
constexpr double row_height = box_height + 6;
constexpr double title_height = 30;
constexpr double title_baseline = 17;
constexpr double section_gap = 14;
constexpr double gap = 14;        // between labels, characters and words
constexpr double max_label = 190;
constexpr double words_baseline = 17;

// Where the rows of a number or a sum are drawn.
struct Columns {
  double start = 0;        // of the first character
  double words = 0;        // of the words beside a row
  double width = step;     // of a character
};

// Draws the characters from column `first` on in a box of this class.
void draw_box(Svg& svg, const std::vector<std::string_view>& characters, const Columns& columns, std::size_t first,
              std::size_t count, double y, std::string_view box) {
  const double x = columns.start + static_cast<double>(first) * columns.width;
  if (!box.empty()) svg.box(x + 1, y, static_cast<double>(count) * columns.width - 2, box_height, box);
  svg.spaced_text(characters, x + columns.width / 2, columns.width, y + box_baseline);
}

// Draws groups of characters one after another; `box` returns the class of the box of a group.
template <class Box>
void draw_groups(Svg& svg, const std::vector<std::vector<std::string_view>>& groups, const Columns& columns, double y,
                 const Box& box) {
  std::size_t first = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    draw_box(svg, groups[i], columns, first, groups[i].size(), y, box(i));
    first += groups[i].size();
  }
}

std::string label_of(const std::string& text) {
  return output::shortened(text, Svg::columns(max_label, Svg::small_size));
}

// Draws words beside a row or, if they do not fit, below it. Returns how much lower the next row is.
double draw_words(Svg& svg, const std::string& words, const Columns& columns, double y) {
  if (columns.words + Svg::text_width(words, Svg::small_size) <= Svg::max_width) {
    svg.text(words, {columns.words, y + words_baseline, "small"});
    return 0;
  }
  return svg.paragraph(words, columns.start, y + box_height + 2, Svg::max_width - columns.start) + 4;
}

// Draws the tokens of a number; they may be no parts of it. Returns the height.
double draw_way(Svg& svg, const Way& way, const std::string& words, const Columns& columns, double y) {
  const auto cuts = boundaries(way.split);
  const auto groups = cuts ? characters_of_groups(way.split.number, *cuts) : std::nullopt;
  svg.text(label_of(way.label), {0, y + words_baseline, "small"});
  if (groups) {
    draw_groups(svg, *groups, columns, y, output::box_class);
    return row_height + draw_words(svg, words, columns, y);
  }
  std::vector<output::TokenBox> boxes;
  for (const std::string& piece : way.split.pieces) boxes.push_back({.bytes = piece});
  const double height = output::draw_tokens(svg, boxes, columns.start, y, Svg::max_width - columns.start).height;
  return height + 2 + svg.paragraph(words, columns.start, y + height + 2, Svg::max_width - columns.start) + 4;
}

// Draws a number from 0,y and returns the height.
double draw_number(Svg& svg, const std::string& number, const std::vector<const Encoding*>& encodings, double y) {
  const std::vector<Way> ways = ways_of(number, encodings);
  const std::optional<analysis::Thousands> thousands = analysis::thousands(number);
  constexpr std::string_view thousands_label = "thousands";
  double labels = Svg::text_width(thousands_label, Svg::small_size);
  for (const Way& way : ways) labels = std::max(labels, Svg::text_width(label_of(way.label), Svg::small_size));
  Columns columns{.start = labels + gap};
  columns.words = columns.start + static_cast<double>(count_characters(number)) * columns.width + gap;

  svg.text(number, {0, y + title_baseline, "bold"});
  const double top = y + title_height;
  double at = top;
  double cut_rows_end = top;  // of the rows whose columns are those of the number
  if (thousands) {
    svg.text(thousands_label, {0, at + words_baseline, "small quiet"});
    const auto groups = characters_of_groups(number, thousands->groups);
    if (groups) draw_groups(svg, *groups, columns, at, [](std::size_t) { return "frame"; });
    at += row_height;
    cut_rows_end = at;
  }
  bool are_columns = true;
  for (const Way& way : ways) {
    const auto cuts = boundaries(way.split);
    are_columns = are_columns && cuts && characters_of_groups(number, *cuts);
    at += draw_way(svg, way, describe(way.split, thousands), columns, at);
    if (are_columns) cut_rows_end = at;
  }
  if (thousands && cut_rows_end > top) {
    for (const std::size_t start : thousands->inner) {
      const auto column = static_cast<double>(count_characters(number.substr(0, start)));
      const double x = columns.start + column * columns.width;
      svg.line(x, top - 3, x, cut_rows_end - row_height + box_height + 3, "mark guide");
    }
  }
  return at - y;
}

// Draws a number of a sum, each token in a box.
void draw_term(Svg& svg, const analysis::Addition& addition, std::size_t number, const Columns& columns, double y) {
  struct Run {
    std::optional<std::size_t> token;
    std::size_t first = 0;
    std::size_t end = 0;
  };
  std::vector<Run> runs;
  for (std::size_t i = 0; i < addition.slots.size(); ++i) {
    const std::optional<analysis::Addition::Cell>& cell = addition.slots[i].cells[number];
    if (!cell) continue;
    if (runs.empty() || runs.back().token != cell->token || !cell->token) runs.push_back({cell->token, i, i});
    runs.back().end = i + 1;
  }
  for (const Run& run : runs) {
    if (run.token) {
      svg.box(columns.start + static_cast<double>(run.first) * columns.width + 1, y,
              static_cast<double>(run.end - run.first) * columns.width - 2, box_height, output::box_class(*run.token));
    }
  }
  for (std::size_t i = 0; i < addition.slots.size(); ++i) {
    const std::optional<analysis::Addition::Cell>& cell = addition.slots[i].cells[number];
    if (cell) draw_box(svg, {cell->text}, columns, i, 1, y, "");
  }
}

// Draws a sum from 0,y with marks below the misaligned columns, and returns the height.
double draw_addition(Svg& svg, const analysis::Addition& addition, const std::string& title, double y) {
  svg.text(title, {0, y + Svg::small_baseline, "small quiet"});
  const auto slots = static_cast<double>(addition.slots.size());
  Columns columns{.start = step + 4};
  // A sum that is too wide with the words beside it has them below.
  constexpr double words_space = 190;
  constexpr double least_step = 11;
  const double space = Svg::max_width - columns.start;
  const double beside_words = (space - words_space - gap) / slots;
  columns.width = std::min(step, beside_words >= least_step ? beside_words : space / slots);
  columns.words = columns.start + slots * columns.width + gap;
  double at = y + Svg::small_line + 4;
  for (std::size_t i = 0; i < addition.numbers.size(); ++i) {
    const std::string_view sign = i == 0 ? "" : i + 1 < addition.numbers.size() ? "+" : "=";
    svg.text(sign, {step / 2, at + box_baseline, "middle"});
    draw_term(svg, addition, i, columns, at);
    at += row_height + draw_words(svg, token_count(addition.numbers[i]), columns, at);
  }
  for (std::size_t i = 0; i < addition.slots.size(); ++i) {
    const std::optional<std::size_t>& column = addition.slots[i].column;
    if (!column || !std::ranges::binary_search(addition.misaligned, *column)) continue;
    const double x = columns.start + static_cast<double>(i) * columns.width;
    svg.line(x + 2, at, x + columns.width - 2, at, "mark thick");
  }
  constexpr double marks_height = 12;
  const double words_top = at - words_baseline + 4;
  return at - y + marks_height + draw_words(svg, columns_that_line_up(addition), columns, words_top);
}

double draw_sum(Svg& svg, const Sum& sum, double y) {
  const std::string name = encoding_label(sum.typed.numbers.front().encoding);
  svg.text(output::shortened(name, Svg::columns(Svg::max_width)), {0, y + title_baseline, "bold"});
  double at = y + title_height - 4;
  at += draw_addition(svg, sum.typed, "as typed", at);
  if (!sum.is_typed_with_separators()) {
    at += section_gap;
    at += draw_addition(svg, sum.grouped, "with separators", at);
  }
  return at - y;
}

std::string description_of(const NumbersRequest& request) {
  std::string text;
  for (const std::string& number : request.numbers) {
    for (const Way& way : ways_of(number, request.encodings)) {
      output::append_format(text, "{} in {}: {}, {}. ", number, way.label, joined(way.split),
                            describe(way.split, analysis::thousands(number)));
    }
  }
  text.pop_back();
  return text;
}

std::string description_of(const std::vector<Sum>& sums) {
  std::string text;
  for (const Sum& sum : sums) {
    const std::string name = encoding_label(sum.typed.numbers.front().encoding);
    output::append_format(text, "{}: {} as typed, {} with separators. ", name, columns_that_line_up(sum.typed),
                          columns_that_line_up(sum.grouped));
  }
  text.pop_back();
  return text;
}

}  // namespace

std::string picture(const NumbersRequest& request) {
  Svg svg;
  double y = 0;
  if (request.add) {
    const std::vector<Sum> sums = sums_of(request.numbers, request.encodings);
    for (const Sum& sum : sums) {
      if (y > 0) y += 2 * section_gap;
      y += draw_sum(svg, sum, y);
    }
    return svg.document("A sum in tokens", description_of(sums), y);
  }
  bool has_thousands = false;
  for (const std::string& number : request.numbers) {
    if (y > 0) y += section_gap;
    y += draw_number(svg, number, request.encodings, y);
    const std::optional<analysis::Thousands> thousands = analysis::thousands(number);
    has_thousands = has_thousands || (thousands && !thousands->inner.empty());
  }
  if (has_thousands) {
    y += 4;
    y += svg.paragraph("Dashed lines: where thousands begin", 0, y, Svg::max_width);
  }
  return svg.document("Numbers in tokens", description_of(request), y);
}

}  // namespace tokmill::cli::numbers

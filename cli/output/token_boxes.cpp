#include "output/token_boxes.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "output/shorten.hpp"
#include "output/visible.hpp"
#include "tokmill/icu/bidi.hpp"
#include "tokmill/icu/display.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::output {
namespace {

constexpr double box_padding = 3;  // between the text and the sides of a box
constexpr double box_gap = 2;      // between boxes
constexpr double below_height = 18;
constexpr double below_baseline = box_height + 14;
constexpr double above_height = 28;
constexpr double above_baseline = 17;
constexpr double bracket = 24;  // below the top of what is above
constexpr double row_gap = 10;
constexpr double narrow_row_gap = 4;  // without ids

// Marks have no width, but are drawn above one another.
constexpr std::size_t max_characters_in_box = 160;
constexpr std::size_t max_characters_above = 24;

constexpr std::string_view joiner = "\u200D";

// A token with its size and direction.
struct Cell {
  const TokenBox* token = nullptr;
  std::size_t index = 0;  // of the token
  std::string shown;
  double text_width = 0;
  double width = 0;
  bool is_small = false;          // escaped bytes
  bool joins_previous = false;    // letters join across the boundary
  bool joins_next = false;
  bool starts_group = false;      // the cells of a character
  double group_width = 0;         // of all its cells, if it starts a group
  std::uint8_t level = 0;

  // Escapes are always from left to right.
  [[nodiscard]] bool is_right_to_left() const { return level % 2 == 1 && !is_small; }
};

struct Row {
  std::vector<Cell> cells;
  double width = 0;
  bool is_right_to_left = false;
  bool has_above = false;
};

// The start of a text in a width, with at most this many characters, and `…` if that is not all.
std::string start_of(std::string_view text, double width, double size, std::size_t max_characters) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < max_characters && end < text.size(); ++i) end += next_utf8_unit(text.substr(end)).size;
  return shortened(std::string(text.substr(0, end)) + (end < text.size() ? "…" : ""), Svg::columns(width, size));
}

std::string start_above(const TokenBox& token, double width) {
  return start_of(token.above, width, Svg::body_size, max_characters_above);
}

Cell cell_of(const std::vector<TokenBox>& tokens, std::size_t index, double width) {
  const TokenBox& token = tokens[index];
  Cell cell{.token = &token, .index = index};
  cell.is_small = find_ill_formed(token.bytes).has_value();
  const double size = cell.is_small ? Svg::small_size : Svg::body_size;
  cell.shown = start_of(visible(token.bytes), width - 2 * box_padding, size, max_characters_in_box);
  cell.text_width = Svg::text_width(cell.shown, size);
  cell.width = std::max(cell.text_width, Svg::text_width(token.below, Svg::small_size)) + 2 * box_padding;
  const auto continues = [&](std::size_t i) { return i < tokens.size() && tokens[i].continues; };
  cell.starts_group = !token.continues && continues(index + 1);
  // The cells of a character are apart.
  const bool is_alone = !token.continues && !cell.starts_group;
  cell.joins_previous = is_alone && index > 0 && !tokens[index - 1].continues && icu::join(tokens[index - 1].bytes, token.bytes);
  cell.joins_next = is_alone && index + 1 < tokens.size() && !continues(index + 2) &&
                    icu::join(token.bytes, tokens[index + 1].bytes);
  return cell;
}

// Widens the first cell of a character that is wider than its cells.
void measure_group(std::vector<Cell>& cells, std::size_t first, double width) {
  const auto group_width = [&] {
    double sum = 0;
    for (std::size_t i = first; i < cells.size(); ++i) sum += cells[i].width + (i > first ? box_gap : 0);
    return sum;
  };
  // In whole columns, in which the text is shortened if it does not fit in a row.
  const std::string shown = start_above(*cells[first].token, width);
  const double above = static_cast<double>(icu::display_width(shown)) * Svg::text_width("m");
  cells[first].width += std::max(0.0, above - group_width());
  cells[first].group_width = group_width();
}

// The cells of a line of the text, from the token `next`, which is advanced.
std::vector<Cell> cells_of_line(const std::vector<TokenBox>& tokens, std::size_t& next, double width,
                                bool& is_right_to_left) {
  std::vector<Cell> cells;
  std::string line;
  std::size_t group = 0;
  for (bool is_end = false; next < tokens.size() && !is_end; ++next) {
    cells.push_back(cell_of(tokens, next, width));
    if (!tokens[next].continues) group = cells.size() - 1;
    const bool ends_group = next + 1 == tokens.size() || !tokens[next + 1].continues;
    if (ends_group && group + 1 < cells.size()) measure_group(cells, group, width);
    line += tokens[next].bytes;
    is_end = ends_group && line.find('\n') != line.npos;
  }
  const icu::LineDirection direction = icu::line_direction(line);
  is_right_to_left = direction.is_right_to_left;
  std::size_t start = 0;
  for (Cell& cell : cells) {
    cell.level = is_right_to_left ? 1 : 0;
    const std::size_t end = start + cell.token->bytes.size();
    // That of its letters rather than of a space before them.
    for (; start < end; ++start) cell.level = std::max(cell.level, direction.levels[start]);
  }
  return cells;
}

void add_rows(std::vector<Row>& rows, std::vector<Cell> cells, double width, bool is_right_to_left) {
  rows.push_back({.cells = {}, .width = 0, .is_right_to_left = is_right_to_left});
  for (Cell& cell : cells) {
    const double needed = cell.starts_group && cell.group_width <= width ? cell.group_width : cell.width;
    if (!rows.back().cells.empty() && rows.back().width + box_gap + needed > width) {
      rows.push_back({.cells = {}, .width = 0, .is_right_to_left = is_right_to_left});
    }
    Row& row = rows.back();
    row.has_above = row.has_above || cell.starts_group || cell.token->continues;
    row.width += cell.width + (row.cells.empty() ? 0 : box_gap);
    row.cells.push_back(std::move(cell));
  }
}

void draw_cell(Svg& svg, const Cell& cell, double x, double y) {
  svg.box(x, y, cell.width, box_height, box_class(cell.index));
  const std::string shown = std::string(cell.joins_previous ? joiner : "") + cell.shown +
                            std::string(cell.joins_next ? joiner : "");
  // Letters that join reach the side of their box.
  const double to_left = (cell.is_right_to_left() ? cell.joins_next : cell.joins_previous) ? 1 : 0;
  const double to_right = (cell.is_right_to_left() ? cell.joins_previous : cell.joins_next) ? 1 : 0;
  double middle = x + cell.width / 2;
  const double space = (cell.width - cell.text_width) / 2;
  middle += space * (to_right - to_left);
  svg.text(shown, {middle, y + box_baseline, cell.is_small ? "small middle" : "middle", cell.is_right_to_left()});
  svg.text(cell.token->below, {x + cell.width / 2, y + below_baseline, "small middle quiet"});
}

// The order of the cells from left to right.
std::vector<std::size_t> order_of(const Row& row) {
  std::vector<std::uint8_t> levels;
  for (const Cell& cell : row.cells) levels.push_back(cell.level);
  return icu::visual_order(levels);
}

// Draws the cells of a row, and the characters above them.
void draw_row(Svg& svg, const Row& row, double x, double y) {
  const double top = row.has_above ? y + above_height : y;
  std::vector<double> starts(row.cells.size());
  double at = x;
  for (const std::size_t i : order_of(row)) {
    draw_cell(svg, row.cells[i], at, top);
    starts[i] = at;
    at += row.cells[i].width + box_gap;
  }
  for (std::size_t i = 0; i < row.cells.size();) {
    const std::size_t first = i++;
    if (!row.cells[first].starts_group && !row.cells[first].token->continues) continue;
    while (i < row.cells.size() && row.cells[i].token->continues) ++i;
    double left = starts[first];
    double right = left;
    for (std::size_t cell = first; cell < i; ++cell) {
      left = std::min(left, starts[cell]);
      right = std::max(right, starts[cell] + row.cells[cell].width);
    }
    svg.line(left, y + bracket, right, y + bracket, "mark");
    const Cell& cell = row.cells[first];
    if (!cell.starts_group) continue;
    svg.text(start_above(*cell.token, right - left),
             {(left + right) / 2, y + above_baseline, "middle", cell.level % 2 == 1});
  }
}

}  // namespace

std::string_view box_class(std::size_t index) { return index % 2 == 0 ? "odd" : "even"; }

Extent draw_tokens(Svg& svg, const std::vector<TokenBox>& tokens, double x, double y, double width) {
  std::vector<Row> rows;
  for (std::size_t next = 0; next < tokens.size();) {
    bool is_right_to_left = false;
    std::vector<Cell> cells = cells_of_line(tokens, next, width, is_right_to_left);
    add_rows(rows, std::move(cells), width, is_right_to_left);
  }
  Extent extent;
  for (const Row& row : rows) extent.width = std::max(extent.width, row.width);
  const bool has_below = std::ranges::any_of(tokens, [](const TokenBox& token) { return !token.below.empty(); });
  for (const Row& row : rows) {
    if (extent.height > 0) extent.height += has_below || row.has_above ? row_gap : narrow_row_gap;
    draw_row(svg, row, x + (row.is_right_to_left ? extent.width - row.width : 0), y + extent.height);
    extent.height += (row.has_above ? above_height : 0) + box_height + (has_below ? below_height : 0);
  }
  return extent;
}

}  // namespace tokmill::cli::output

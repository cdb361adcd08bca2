#include "commands/compare/picture.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include "commands/compare/passage.hpp"
#include "output/bar_chart.hpp"
#include "output/format.hpp"
#include "output/shorten.hpp"
#include "output/svg.hpp"
#include "output/token_boxes.hpp"
#include "output/visible.hpp"

namespace tokmill::cli::compare {
namespace {

using output::Svg;

constexpr double title_height = 28;
constexpr double title_baseline = 16;
constexpr double section_gap = 24;
constexpr double passage_gap = 14;
constexpr double line_gap = 6;
constexpr std::size_t max_tokens_drawn = 60;  // of a passage

std::string figures_of(const Row& row) {
  std::string figures = output::format("{}{} {}", row.tokenizer->exact ? "" : "≈ ", row.tokens,
                                       row.tokens == 1 ? "token" : "tokens");
  if (const auto ratio = row.ratio()) output::append_format(figures, ", {:.3f}×", *ratio);
  if (const auto bytes = row.bytes_per_token()) output::append_format(figures, ", {:.2f} bytes/token", *bytes);
  return figures;
}

// The rows of one text as bars.
std::vector<output::ChartGroup> groups_of(std::span<const Row> rows) {
  std::vector<output::ChartGroup> groups;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    groups.push_back({rows[i].tokenizer->label(), {{static_cast<double>(rows[i].tokens), figures_of(rows[i]), i}}});
  }
  return groups;
}

std::string label_of(const NamedTokenizer& tokenizer) {
  constexpr double most = 190;
  return output::shortened(tokenizer.label(), Svg::columns(most, Svg::small_size));
}

// Draws the tokens of a passage in one tokenizer from `start`, and before them the label of the tokenizer and the number
// of tokens. Returns the height.
double draw_side(Svg& svg, const NamedTokenizer& tokenizer, const std::vector<std::string_view>& tokens, double start,
                 double y) {
  svg.text(label_of(tokenizer), {0, y + output::box_baseline, "small"});
  svg.text(std::to_string(tokens.size()), {start - 10, y + output::box_baseline, "small end"});
  std::vector<output::TokenBox> boxes;
  for (std::size_t i = 0; i < std::min(tokens.size(), max_tokens_drawn); ++i) boxes.push_back({.bytes = tokens[i]});
  double height = output::draw_tokens(svg, boxes, start, y, Svg::max_width - start).height;
  if (tokens.size() > max_tokens_drawn) {
    const std::string more = output::format("… {} more", tokens.size() - max_tokens_drawn);
    height += svg.paragraph(more, start, y + height, Svg::max_width - start);
  }
  return height + line_gap;
}

double draw_passage(Svg& svg, const Row& row, const NamedTokenizer& first, const analysis::Hunk& hunk,
                    const Place& place, double y) {
  const std::string at = place.text();
  const double start = Svg::text_width(at, Svg::small_size) + 14;
  svg.text(at, {0, y + Svg::small_baseline, "small bold"});
  const std::size_t columns = Svg::columns(Svg::max_width - start, Svg::small_size);
  const std::string context = context_of(hunk, row.input->text, columns);
  // From the middle, so that its direction does not matter.
  const double middle = start + Svg::text_width(context, Svg::small_size) / 2;
  svg.text(context, {middle, y + Svg::small_baseline, "small middle quiet"});
  double height = Svg::small_line + line_gap;
  const double label = std::max(Svg::text_width(label_of(first), Svg::small_size),
                                Svg::text_width(label_of(*row.tokenizer), Svg::small_size));
  constexpr double count = 48;  // the space for the number of tokens
  height += draw_side(svg, first, hunk.left, label + count, y + height);
  height += draw_side(svg, *row.tokenizer, hunk.right, label + count, y + height);
  return height;
}

double draw_passages(Svg& svg, const Row& row, const NamedTokenizer& first, double y) {
  const std::vector<analysis::Hunk>& hunks = row.differences->hunks;
  const std::vector<Place> places = places_of(hunks, row.input->text);
  double height = svg.paragraph(passages_title(row, first, ""), 0, y, Svg::max_width);
  for (std::size_t i = 0; i < hunks.size(); ++i) {
    height += passage_gap;
    height += draw_passage(svg, row, first, hunks[i], places[i], y + height);
  }
  return height;
}

std::string description_of(std::span<const Row> rows, bool several_inputs) {
  std::string text;
  for (const Row& row : rows) {
    if (several_inputs) text += row.input->name + ", ";
    text += row.tokenizer->label() + ": " + figures_of(row) + ". ";
  }
  text.pop_back();
  return text;
}

}  // namespace

std::string picture(const std::vector<Row>& rows, std::string_view name) {
  Svg svg;
  const bool several_inputs = name.empty();
  double y = 0;
  std::size_t texts = 0;
  std::span<const Row> left = rows;
  while (!left.empty() && texts++ < max_texts_drawn) {
    const auto other = std::ranges::find_if(left, [&](const Row& row) { return row.input != left.front().input; });
    const auto of_text = left.first(static_cast<std::size_t>(other - left.begin()));
    left = left.subspan(of_text.size());
    if (y > 0) y += section_gap;
    if (several_inputs) {
      const std::string heading = output::visible(of_text.front().input->name);
      svg.text(output::shortened(heading, Svg::columns(Svg::max_width)), {0, y + title_baseline, "bold"});
      y += title_height;
    }
    y += output::draw_bars(svg, groups_of(of_text), y);
    for (const Row& row : of_text) {
      if (!row.differences || row.differences->hunks.empty()) continue;
      y += section_gap;
      y += draw_passages(svg, row, *of_text.front().tokenizer, y);
    }
  }
  if (!left.empty()) y += svg.paragraph("…", 0, y, Svg::max_width);
  const std::span<const Row> drawn = std::span(rows).first(rows.size() - left.size());
  const std::string title = "Tokens of " + (several_inputs ? "several texts" : std::string(name));
  return svg.document(title, description_of(drawn, several_inputs), y);
}

}  // namespace tokmill::cli::compare

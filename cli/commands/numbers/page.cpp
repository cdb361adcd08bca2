#include "commands/numbers/page.hpp"

#include "output/format.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_map>

#include "commands/numbers/explanation.hpp"
#include "commands/numbers/text_view.hpp"
#include "embedded/commands/numbers/page.css.hpp"
#include "embedded/commands/numbers/page.js.hpp"
#include "output/html.hpp"
#include "output/visible.hpp"
#include "tokmill/analysis/addition.hpp"
#include "tokmill/analysis/number.hpp"

namespace tokmill::cli::numbers {
namespace {

// One character of the page for each number: which shape it has. The first stands for those that are one
// token, the last for all shapes that are too rare to have a character of their own.
constexpr std::string_view cell_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// The numbers of a row of the map, a power of ten so that those with the same last digits are in one column,
// and the size at which each is drawn, in pixels of CSS.
struct Scale {
  std::uint64_t columns;
  unsigned cell;
};

Scale scale_of(std::uint64_t count) {
  if (count <= 100) return {10, 24};
  if (count <= 20'000) return {100, 6};
  return {1000, 1};
}

std::string cells_of(const Encoding& encoding, const analysis::Tally& tally) {
  std::unordered_map<std::string, char> characters;
  std::size_t next = 1;
  for (const auto& [shape, count] : tally.by_frequency()) {
    characters.emplace(shape, cell_characters[std::min(next++, cell_characters.size() - 1)]);
  }
  std::string cells;
  for (const std::string& shape : analysis::shapes_of(encoding, tally.range)) {
    const auto found = characters.find(shape);  // one token has no plus, and so is none of them
    cells += found == characters.end() ? cell_characters.front() : found->second;
  }
  return cells;
}

void append_legend(std::string& html, const analysis::Tally& tally) {
  html +=
      "<table class=\"legend\"><caption>How many numbers are split how; press one to see it alone</caption>\n"
      "<thead><tr><th scope=\"col\">Lengths of the tokens</th><th scope=\"col\" "
      "class=\"number\">Numbers</th></tr></thead>\n"
      "<tbody>\n";
  std::size_t index = 0;
  const auto row = [&](std::string_view name, std::uint64_t count) {
    output::append_format(html,
        "<tr><th scope=\"row\"><button type=\"button\" aria-pressed=\"false\" data-shape=\"{}\"><span "
        "class=\"swatch\" style=\"background:var(--shape-{})\"></span>{}</button></th><td "
        "class=\"number\">{}</td></tr>\n",
        index, std::min<std::size_t>(index, 8), name, count);
    ++index;
  };
  row("one token", tally.whole);
  for (const auto& [shape, count] : tally.by_frequency()) row(shape, count);
  html += "</tbody></table>\n";
}

void append_map(std::string& html, const Encoding& encoding, const analysis::Tally& tally) {
  const std::uint64_t count = tally.range.to - tally.range.from + 1;
  const Scale scale = scale_of(count);
  const std::uint64_t before = tally.range.from % scale.columns;  // cells of the first row that stay empty
  const std::uint64_t rows = (before + count + scale.columns - 1) / scale.columns;
  const std::string summary =
      output::format("{} of the {} numbers from {} to {} are one token", tally.whole, count, tally.range.from,
                  tally.range.to) +
      (tally.first_split ? output::format("; the first that is split is {}", *tally.first_split)
                         : std::string());
  output::append_format(html,
      "<section class=\"map\" data-encoding=\"{0}\">\n<h2>{0}</h2>\n<p>{1}. A row has {2} numbers.</p>\n"
      "<div class=\"chart\">\n<div class=\"drawing\"><canvas width=\"{2}\" height=\"{3}\" "
      "style=\"width:{4}px\" "
      "tabindex=\"0\" role=\"application\" aria-roledescription=\"heat map\" aria-label=\"{0}: {1}. Arrow "
      "keys "
      "go from number to number.\"></canvas><div class=\"cursor\" hidden></div></div>\n",
      tally.encoding, summary, scale.columns, rows, scale.columns * scale.cell);
  append_legend(html, tally);
  html += "</div>\n<p><output aria-live=\"polite\"></output></p>\n";

  std::string shapes = "\"\"";
  for (const auto& [shape, numbers] : tally.by_frequency()) shapes += output::format(",\"{}\"", shape);
  output::append_format(html,
      "<script type=\"application/json\">{{\"from\":\"{}\",\"before\":{},\"shapes\":[{}],\"cells\":\"{}\"}}"
      "</script>\n</section>\n",
      tally.range.from, before, shapes, cells_of(encoding, tally));
}

// A number with its groups or pieces in elements of their own, which a screen reader tells apart as well.
void append_pieces(std::string& html, std::string_view label, const std::vector<std::string>& pieces) {
  std::string spoken;
  std::string elements;
  for (const std::string& piece : pieces) {
    const std::string text = output::html_text(output::visible(piece));
    spoken += (spoken.empty() ? "" : " | ") + text;
    elements += output::format("<span>{}</span>", text);
  }
  html += output::format("<tr><th scope=\"row\">{}</th><td class=\"pieces\" aria-label=\"{}\">{}</td></tr>\n",
                      label, spoken, elements);
}

void append_number(std::string& html, const std::string& number,
                   const std::vector<const Encoding*>& encodings) {
  html += output::format("<table class=\"split\" data-number=\"{0}\"><caption>{0}</caption>\n",
                      output::html_text(number));
  std::vector<std::string> groups;
  std::size_t start = 0;
  for (const std::size_t end : analysis::thousands(number).groups) {
    groups.push_back(number.substr(start, end - start));
    start = end;
  }
  groups.push_back(number.substr(start));
  append_pieces(html, "thousands", groups);
  for (const Encoding* encoding : encodings) {
    append_pieces(html, encoding->name(), analysis::split_number(*encoding, number).pieces);
  }
  html += "</table>\n";
}

// One row of a sum: a cell a digit, in the ground of its token.
void append_row(std::string& html, std::string_view sign, const analysis::SplitNumber& split, std::size_t columns) {
  html += output::format("<tr aria-label=\"{} {}\"><th scope=\"row\">{}</th>", sign, joined(split), sign);
  for (std::size_t i = split.number.size(); i < columns; ++i) html += "<td></td>";
  for (std::size_t i = 0; i < split.pieces.size(); ++i) {
    for (const char digit : split.pieces[i]) {
      html += output::format("<td class=\"{}\">{}</td>", i % 2 == 0 ? "odd" : "even", digit);
    }
  }
  html += "</tr>\n";
}

void append_addition(std::string& html, const analysis::Addition& addition) {
  html += output::format(
      "<table class=\"sum\" data-encoding=\"{0}\"><caption>{0}: {1} of {2} columns do not line "
      "up</caption>\n",
      addition.numbers.front().encoding, addition.misaligned.size(), addition.columns);
  append_row(html, "", addition.numbers[0], addition.columns);
  append_row(html, "+", addition.numbers[1], addition.columns);
  append_row(html, "=", addition.numbers[2], addition.columns);
  html += "<tr class=\"marks\"><th></th>";
  for (std::size_t column = addition.columns; column-- > 0;) {
    const bool off = std::binary_search(addition.misaligned.begin(), addition.misaligned.end(), column);
    html += off ? "<td>^</td>" : "<td></td>";
  }
  html += "</tr></table>\n";
}

}  // namespace

std::string page(const std::vector<std::string>& numbers, bool add_them,
                 const std::vector<const Encoding*>& encodings, analysis::Range range, std::size_t threads) {
  std::string body = output::format("<p>{}</p>\n<p class=\"quiet\">{}</p>\n", output::html_text(explanation),
                                 output::html_text(explanation_source));
  if (!numbers.empty()) body += "<h2>Pieces</h2>\n";
  for (const std::string& number : numbers) append_number(body, number, encodings);
  if (add_them) {
    body += "<h2>Sum</h2>\n";
    for (const Encoding* encoding : encodings) append_addition(body, analysis::add(*encoding, numbers[0], numbers[1]));
  }
  for (const Encoding* encoding : encodings) append_map(body, *encoding, analysis::tally(*encoding, range, threads));
  return output::html_page(
      {"How numbers are split into tokens", embedded::commands_numbers_page_css, body, embedded::commands_numbers_page_js});
}

}  // namespace tokmill::cli::numbers

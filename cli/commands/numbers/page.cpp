#include "commands/numbers/page.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "commands/numbers/explanation.hpp"
#include "commands/numbers/text_view.hpp"
#include "embedded/commands/numbers/page.css.hpp"
#include "embedded/commands/numbers/page.js.hpp"
#include "options/encoding_source.hpp"
#include "output/format.hpp"
#include "output/html.hpp"
#include "output/join.hpp"
#include "output/visible.hpp"
#include "tokmill/analysis/addition.hpp"
#include "tokmill/analysis/number.hpp"
#include "tokmill/analysis/tally.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::numbers {
namespace {

// The page encodes the shape of each number as a character. The first means one token, the last any of the rare shapes
// for which there is no character left.
constexpr std::string_view cell_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// The dimensions of a map.
struct Scale {
  std::uint64_t columns;  // a power of ten, so that numbers with the same last digits share a column
  unsigned cell;          // CSS pixels for a number
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
    const auto found = characters.find(shape);  // not found for one token, which is not in by_frequency()
    cells += found == characters.end() ? cell_characters.front() : found->second;
  }
  return cells;
}

void append_legend(std::string& html, const analysis::Tally& tally) {
  html +=
      "<table class=\"legend\"><caption>How the numbers are split; select a row to highlight it</caption>\n"
      "<thead><tr><th scope=\"col\">Lengths of the tokens</th><th scope=\"col\" "
      "class=\"number\">Numbers</th></tr></thead>\n"
      "<tbody>\n";
  std::size_t index = 0;
  const auto row = [&](std::string_view name, std::uint64_t count) {
    output::append_format(
        html,
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

// What the script of the page draws. It contains no character that HTML would treat specially.
std::string map_data(const Encoding& encoding, const analysis::Tally& tally, std::uint64_t empty_cells) {
  formats::JsonWriter json;
  json.begin_object().member("from", std::to_string(tally.range.from)).member("before", empty_cells);
  json.key("shapes").begin_array().value("");
  for (const auto& [shape, count] : tally.by_frequency()) json.value(shape);
  json.end_array().member("cells", cells_of(encoding, tally)).end_object();
  return std::move(json).text();
}

std::string html_name(std::string_view encoding) { return output::html_text(encoding_label(encoding)); }

void append_map(std::string& html, const Encoding& encoding, const analysis::Tally& tally) {
  const std::uint64_t count = tally.range.to - tally.range.from + 1;
  const Scale scale = scale_of(count);
  const std::uint64_t before = tally.range.from % scale.columns;  // empty cells in the first row
  const std::uint64_t rows = (before + count + scale.columns - 1) / scale.columns;
  std::string summary = output::format("{} of the {} numbers from {} to {} are one token", tally.whole, count,
                                       tally.range.from, tally.range.to);
  if (tally.first_split) output::append_format(summary, "; the first number that is split is {}", *tally.first_split);
  output::append_format(
      html,
      "<section class=\"map\" data-encoding=\"{0}\">\n<h2>{0}</h2>\n<p>{1}. Each row has {2} numbers.</p>\n"
      "<div class=\"chart\">\n<div class=\"drawing\"><canvas width=\"{2}\" height=\"{3}\" style=\"width:{4}px\" "
      "tabindex=\"0\" role=\"application\" aria-roledescription=\"heat map\" aria-label=\"{0}: {1}. Use the arrow keys "
      "to move between numbers.\"></canvas><div class=\"cursor\" hidden></div></div>\n",
      html_name(tally.encoding), summary, scale.columns, rows, scale.columns * scale.cell);
  append_legend(html, tally);
  html += "</div>\n<p><output aria-live=\"polite\"></output></p>\n<script type=\"application/json\">" +
          map_data(encoding, tally, before) + "</script>\n</section>\n";
}

// A row of groups or pieces, which a screen reader separates as well.
void append_pieces(std::string& html, std::string_view label, const std::vector<std::string>& pieces) {
  std::vector<std::string> texts;
  for (const std::string& piece : pieces) texts.push_back(output::html_text(output::visible(piece)));
  output::append_format(html,
                        "<tr><th scope=\"row\">{}</th><td class=\"pieces\" aria-label=\"{}\"><span>{}</span></td>"
                        "</tr>\n",
                        label, output::join(texts, " | "), output::join(texts, "</span><span>"));
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
    append_pieces(html, html_name(encoding->name()), analysis::split_number(*encoding, number).pieces);
  }
  html += "</table>\n";
}

// A row of a sum: one cell for each digit, in the color of its token.
void append_row(std::string& html, std::string_view sign, const analysis::SplitNumber& split, std::size_t columns) {
  html += output::format("<tr aria-label=\"{0} {1}\"><th scope=\"row\">{0}</th>", sign,
                         output::html_text(joined(split)));
  for (std::size_t i = split.number.size(); i < columns; ++i) html += "<td></td>";
  const auto cuts = boundaries(split);
  std::size_t token = 0;
  for (std::size_t i = 0; i < split.number.size(); ++i) {
    if (!cuts) {  // the tokens are not the digits
      output::append_format(html, "<td>{}</td>", split.number[i]);
      continue;
    }
    if (token < cuts->size() && (*cuts)[token] == i) ++token;
    output::append_format(html, "<td class=\"{}\">{}</td>", token % 2 == 0 ? "odd" : "even", split.number[i]);
  }
  html += "</tr>\n";
}

void append_addition(std::string& html, const analysis::Addition& addition) {
  html += output::format(
      "<table class=\"sum\" data-encoding=\"{0}\"><caption>{0}: {1} of {2} columns do not line "
      "up</caption>\n",
      html_name(addition.numbers.front().encoding), addition.misaligned.size(), addition.columns);
  append_row(html, "", addition.numbers[0], addition.columns);
  append_row(html, "+", addition.numbers[1], addition.columns);
  append_row(html, "=", addition.numbers[2], addition.columns);
  html += "<tr class=\"marks\"><th></th>";
  for (std::size_t column = addition.columns; column-- > 0;) {
    const bool misaligned = std::binary_search(addition.misaligned.begin(), addition.misaligned.end(), column);
    html += misaligned ? "<td>^</td>" : "<td></td>";
  }
  html += "</tr></table>\n";
}

}  // namespace

std::string page(const NumbersRequest& request) {
  const std::vector<std::string>& numbers = request.numbers;
  std::string body = output::format("<p>{}</p>\n<p class=\"quiet\">{}</p>\n", output::html_text(explanation(request.encodings)),
                                    output::html_text(explanation_source));
  if (!numbers.empty()) body += "<h2>Pieces</h2>\n";
  for (const std::string& number : numbers) append_number(body, number, request.encodings);
  if (request.add) {
    body += "<h2>Sum</h2>\n";
    for (const Encoding* encoding : request.encodings) {
      append_addition(body, analysis::add(*encoding, numbers[0], numbers[1]));
    }
  }
  for (const Encoding* encoding : request.encodings) {
    append_map(body, *encoding, analysis::tally(*encoding, request.range, request.threads));
  }
  return output::html_page({"How numbers are split into tokens", embedded::commands_numbers_page_css, std::move(body),
                            embedded::commands_numbers_page_js});
}

}  // namespace tokmill::cli::numbers

#include "commands/numbers/page.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "commands/numbers/explanation.hpp"
#include "commands/numbers/sum.hpp"
#include "commands/numbers/text_view.hpp"
#include "commands/numbers/way.hpp"
#include "embedded/commands/numbers/page.css.hpp"
#include "embedded/commands/numbers/page.js.hpp"
#include "embedded/output/number_views.css.hpp"
#include "embedded/texts/parts.css.hpp"
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
std::string map_data(const analysis::Tally& tally, std::string_view cells, std::uint64_t empty_cells) {
  formats::JsonWriter json;
  json.begin_object().member("from", std::to_string(tally.range.from)).member("before", empty_cells);
  json.key("shapes").begin_array().value("");
  for (const auto& [shape, count] : tally.by_frequency()) json.value(shape);
  json.end_array().member("cells", cells).end_object();
  return std::move(json).text();
}

std::string html_name(std::string_view encoding) { return output::html_text(encoding_label(encoding)); }

void append_map(std::string& html, std::string_view name, const analysis::Tally& tally,
                std::string_view cells) {
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
      "<div class=\"chart\">\n<div class=\"drawing\"><canvas width=\"{2}\" height=\"{3}\" "
      "style=\"width:{4}px\" "
      "tabindex=\"0\" role=\"application\" aria-roledescription=\"heat map\" aria-label=\"{0}: {1}. Use the "
      "arrow keys "
      "to move between numbers.\"></canvas><div class=\"cursor\" hidden></div></div>\n",
      name, summary, scale.columns, rows, scale.columns * scale.cell);
  append_legend(html, tally);
  html += "</div>\n<p><output aria-live=\"polite\"></output></p>\n<script type=\"application/json\">" +
          map_data(tally, cells, before) + "</script>\n</section>\n";
}

// A row of groups or pieces, which a screen reader separates as well, and words about them.
void append_pieces(std::string& html, std::string_view label, const std::vector<std::string>& pieces,
                   std::string_view words) {
  std::vector<std::string> texts;
  for (const std::string& piece : pieces) texts.push_back(output::html_text(output::visible(piece)));
  output::append_format(
      html,
      "<tr><th scope=\"row\">{}</th><td class=\"pieces\" aria-label=\"{}\"><span>{}</span></td>"
      "<td>{}</td></tr>\n",
      output::html_text(label), output::join(texts, " | "), output::join(texts, "</span><span>"),
      output::html_text(words));
}

std::vector<std::string> groups_of(const std::string& number, const analysis::Thousands& thousands) {
  std::vector<std::string> groups;
  std::size_t start = 0;
  for (const std::size_t end : thousands.groups) {
    groups.push_back(number.substr(start, end - start));
    start = end;
  }
  groups.push_back(number.substr(start));
  return groups;
}

void append_number(std::string& html, const std::string& number,
                   const std::vector<const Encoding*>& encodings) {
  html += output::format("<table class=\"split\" data-number=\"{0}\"><caption>{0}</caption>\n",
                         output::html_text(number));
  const std::optional<analysis::Thousands> thousands = analysis::thousands(number);
  if (thousands) append_pieces(html, "thousands", groups_of(number, *thousands), "");
  for (const Way& way : ways_of(number, encodings)) {
    append_pieces(html, way.label, way.split.pieces, describe(way.split, thousands));
  }
  html += "</table>\n";
  if (!has_thousands(number)) return;
  html += output::format("<table class=\"separated\"><caption>{} with separators</caption>\n", number);
  for (const std::string& separated : with_separators(number)) {
    for (const Way& way : ways_of(separated, encodings)) {
      append_pieces(html, separated, way.split.pieces, token_count(way.split) + ", " + way.label);
    }
  }
  html += "</table>\n";
}

// A row of a sum: one cell for each character, in the color of its token.
void append_row(std::string& html, const analysis::Addition& addition, std::size_t number) {
  const std::string_view sign = number == 0 ? "" : number + 1 < addition.numbers.size() ? "+" : "=";
  const analysis::SplitNumber& split = addition.numbers[number];
  html += output::format("<tr aria-label=\"{} {}\">", sign, output::html_text(joined(split)));
  html += sign.empty() ? "<td></td>" : output::format("<th scope=\"row\">{}</th>", sign);
  for (const analysis::Addition::Slot& slot : addition.slots) {
    const std::optional<analysis::Addition::Cell>& cell = slot.cells[number];
    if (!cell) {
      html += "<td></td>";
    } else if (!cell->token) {  // the tokens are not the number
      output::append_format(html, "<td>{}</td>", output::html_text(cell->text));
    } else {
      output::append_format(html, "<td class=\"{}\">{}</td>", *cell->token % 2 == 0 ? "odd" : "even",
                            output::html_text(cell->text));
    }
  }
  html += "</tr>\n";
}

void append_addition(std::string& html, const analysis::Addition& addition, std::string_view written) {
  html +=
      output::format("<table class=\"sum\" data-encoding=\"{0}\"><caption>{0}, {1}: {2}</caption>\n",
                     html_name(addition.numbers.front().encoding), written, columns_that_line_up(addition));
  for (std::size_t i = 0; i < addition.numbers.size(); ++i) append_row(html, addition, i);
  html += "<tr class=\"marks\"><td></td>";
  for (const analysis::Addition::Slot& slot : addition.slots) {
    const bool misaligned = slot.column && std::ranges::binary_search(addition.misaligned, *slot.column);
    html += misaligned ? "<td>^</td>" : "<td></td>";
  }
  html += "</tr></table>\n";
}

// Maps of the same shapes, once.
void append_maps(std::string& html, const NumbersRequest& request) {
  struct Map {
    std::string name;  // of the encodings
    analysis::Tally tally;
    std::string cells;
  };
  std::vector<Map> maps;
  for (const Encoding* encoding : request.encodings) {
    const std::string name = html_name(encoding->name());
    analysis::Tally tally = analysis::tally(*encoding, request.range, request.threads);
    std::string cells = cells_of(*encoding, tally);
    const auto same = std::ranges::find_if(
        maps, [&](const Map& map) { return map.tally.shapes == tally.shapes && map.cells == cells; });
    if (same != maps.end()) {
      same->name += " and " + name;
    } else {
      maps.push_back({name, std::move(tally), std::move(cells)});
    }
  }
  for (const Map& map : maps) append_map(html, map.name, map.tally, map.cells);
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
    for (const Sum& sum : sums_of(numbers, request.encodings)) {
      append_addition(body, sum.typed, "as typed");
      if (!sum.is_typed_with_separators()) append_addition(body, sum.grouped, "with separators");
    }
  }
  if (request.has_range || numbers.empty()) append_maps(body, request);
  const std::string style = std::string(embedded::texts_parts_css)
                                .append(embedded::output_number_views_css)
                                .append(embedded::commands_numbers_page_css);
  return output::html_page({"How numbers are split into tokens", style, std::move(body),
                            embedded::commands_numbers_page_js});
}

}  // namespace tokmill::cli::numbers

#include "commands/split/page.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "embedded/commands/split/page.css.hpp"
#include "embedded/commands/split/page.js.hpp"
#include "embedded/parts_script.hpp"
#include "embedded/texts/parts.css.hpp"
#include "output/format.hpp"
#include "output/html.hpp"
#include "texts/part_html.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::split {
namespace {

// A block has a line of the text, or this many parts of a longer line. Browsers lay out only the blocks that
// they show.
constexpr std::size_t most_in_block = 1000;

void append_parts(std::string& html, const std::vector<Part>& parts) {
  std::size_t in_block = 0;
  for (std::size_t i = 0; i < parts.size();) {
    if (in_block == 0) html += "<div dir=\"auto\">";
    const std::size_t count = texts::append_html(html, parts, i);
    i += count;
    in_block += count;
    const bool ends_line = parts[i - 1].bytes.find('\n') != std::string_view::npos;
    if (!ends_line && in_block < most_in_block && i < parts.size()) continue;
    html += "</div>";  // without a newline, which would be a part of the text
    in_block = 0;
  }
}

// What the script knows of the parts.
std::string data_of(const std::vector<Part>& parts) {
  formats::JsonWriter json;
  json.begin_object();
  texts::write_part_data(json, parts, 0);
  json.member("bytes", texts::hexadecimal_bytes(parts)).end_object();
  return std::move(json).text();
}

std::string introduction(const View& view, bool has_ids) {
  std::string html = output::format(
      "<p><strong>{}</strong> {} in {}; {} bytes, {} code points, {} graphemes.</p>\n", view.parts.size(), view.noun(),
      output::html_text(view.encoding), view.text.size(), count_characters(view.text), view.graphemes);
  const auto inside = std::ranges::count_if(view.parts, &Part::begins_inside);
  if (inside > 0) {
    output::append_format(
        html,
        "<p>A character above several cells is divided among several {0}s, one for each cell; "
        "letters that join are underlined instead. {1} {0}{2} inside a grapheme.</p>\n",
        has_ids ? "token" : "piece", inside, inside == 1 ? " begins" : "s begin");
  }
  html +=
      "<p class=\"quiet keys\">The arrow keys move to the next or previous one, Home and End to the first "
      "and the last; the line at the bottom describes it.</p>\n";
  return html;
}

}  // namespace

std::string page(const View& view) {
  const bool has_ids = view.parts.empty() || view.parts.front().id;
  std::string body = introduction(view, has_ids) + "<p class=\"controls\">";
  if (has_ids) body += "<input type=\"checkbox\" id=\"ids\"> <label for=\"ids\">Show ids</label>\n";
  body +=
      "<input type=\"checkbox\" id=\"spaces\" checked> <label for=\"spaces\">Show white space</label>\n"
      "<button type=\"button\" id=\"copy-text\">Copy text</button>\n";
  if (has_ids) body += "<button type=\"button\" id=\"copy-ids\">Copy ids</button>\n";
  output::append_format(
      body, "</p>\n<div id=\"parts\" class=\"parts\" role=\"listbox\" aria-orientation=\"horizontal\" aria-label=\"{}\">",
      has_ids ? "Tokens" : "Pieces");
  append_parts(body, view.parts);
  body += "</div>\n<p id=\"details\" aria-hidden=\"true\"></p>\n";
  output::append_format(body, "<script type=\"application/json\" id=\"data\">{}</script>\n",
                        data_of(view.parts));
  const std::string style = std::string(embedded::texts_parts_css).append(embedded::commands_split_page_css);
  const std::string script = std::string(embedded::parts_script).append(embedded::commands_split_page_js);
  return output::html_page({(has_ids ? "Tokens of " : "Pieces of ") + view.name, style, std::move(body), script});
}

}  // namespace tokmill::cli::split

#include "commands/split/page.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "embedded/commands/split/page.css.hpp"
#include "embedded/commands/split/page.js.hpp"
#include "output/format.hpp"
#include "output/html.hpp"
#include "output/visible.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::split {
namespace {

// A block has a line of the text, or this many parts of a longer line. Browsers lay out only the blocks that
// they show.
constexpr std::size_t most_in_block = 1000;

// Marks, embeddings and isolates that change the direction of the text after them.
bool is_bidi_control(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

bool has_bidi_control(std::string_view bytes) {
  while (!bytes.empty()) {
    const Utf8Unit unit = next_utf8_unit(bytes);
    if (unit.well_formed && is_bidi_control(unit.code_point)) return true;
    bytes.remove_prefix(unit.size);
  }
  return false;
}

// Appends an invisible character as an element whose style shows `substitute`. The style sheet has the substitutes of
// the three most common ones.
void append_invisible(std::string& html, std::string_view character, const std::string& substitute) {
  if (character == " ") {
    html += "<u> </u>";
  } else if (character == "\t") {
    html += "<u class=\"tab\">\t</u>";
  } else if (character == "\n") {
    html += "<u class=\"line\">\n</u>";
  } else {
    // HTML cannot represent NUL.
    const std::string content = character == std::string_view("\0", 1) ? "" : output::html_text(character);
    html += output::format("<u class=\"other\" data-shown=\"{}\">{}</u>", substitute, content);
  }
}

// `keeps_joiners`: the text is of whole graphemes, in which joiners have an effect.
void append_text(std::string& html, std::string_view bytes, bool keeps_joiners) {
  while (!bytes.empty()) {
    const Utf8Unit unit = next_utf8_unit(bytes);
    const std::string_view character = bytes.substr(0, unit.size);
    const std::optional<std::string> substitute =
        unit.well_formed ? output::substitute(unit.code_point) : output::escaped_bytes(character);
    if (substitute && !(keeps_joiners && output::is_joiner(unit.code_point))) {
      append_invisible(html, unit.well_formed ? character : "", *substitute);
    } else {
      html += output::html_text(character);
    }
    bytes.remove_prefix(unit.size);
  }
}

// Appends a part as an element: <i> and <b> alternate, so that neighbors have different backgrounds. The
// style shows the space at the start of class `space`.
void append_part(std::string& html, const Part& part, std::size_t index) {
  const char element = index % 2 == 0 ? 'i' : 'b';
  const bool has_space = part.bytes.starts_with(' ');
  std::string classes = has_space ? "space" : "";
  if (part.begins_inside) classes += classes.empty() ? "inside" : " inside";
  if (has_bidi_control(part.bytes)) classes += classes.empty() ? "isolate" : " isolate";
  html += '<';
  html += element;
  if (!classes.empty()) html += output::format(" class=\"{}\"", classes);
  html += '>';
  if (has_space) html += ' ';
  append_text(html, part.bytes.substr(has_space ? 1 : 0), false);
  html += output::format("</{}>", element);
}

// Appends parts of which all but the first begin inside a grapheme: their text once, above a cell for each
// part.
void append_cut_text(std::string& html, std::span<const Part> parts, std::size_t index) {
  // Cells would separate letters that join.
  if (have_joining_letters(parts)) {
    for (std::size_t i = 0; i < parts.size(); ++i) append_part(html, parts[i], index + i);
    return;
  }
  html += "<span class=\"cut\"><span>";
  append_text(html, joined_bytes(parts), true);
  html += "</span>";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    output::append_format(html, "<{0} data-bytes=\"{1}\"></{0}>", (index + i) % 2 == 0 ? 'i' : 'b',
                          output::html_text(output::visible(parts[i].bytes)));
  }
  html += "</span>";
}

void append_parts(std::string& html, const std::vector<Part>& parts) {
  std::size_t in_block = 0;
  for (std::size_t i = 0; i < parts.size();) {
    if (in_block == 0) html += "<div dir=\"auto\">";
    const std::span<const Part> cut = cut_parts(parts, i);
    if (cut.size() == 1) {
      append_part(html, parts[i], i);
    } else {
      append_cut_text(html, cut, i);
    }
    i += cut.size();
    in_block += cut.size();
    const bool ends_line = cut.back().bytes.find('\n') != std::string_view::npos;
    if (!ends_line && in_block < most_in_block && i < parts.size()) continue;
    html += "</div>";  // without a newline, which would be a part of the text
    in_block = 0;
  }
}

// What the script knows of the parts: their ids, how many bytes of the text each advances, and their own
// bytes in hexadecimal with the number of bytes of each.
std::string data_of(const std::vector<Part>& parts) {
  formats::JsonWriter json;
  json.begin_object();
  const auto write = [&](std::string_view name, const auto& number_of) {
    json.key(name).begin_array();
    for (const Part& part : parts) json.value(number_of(part));
    json.end_array();
  };
  if (!parts.empty() && parts.front().id) write("ids", [](const Part& part) { return *part.id; });
  std::size_t end = 0;
  write("steps", [&](const Part& part) { return part.end - std::exchange(end, part.end); });
  write("sizes", [](const Part& part) { return part.bytes.size(); });
  std::string bytes;
  for (const Part& part : parts) bytes += output::hexadecimal(part.bytes);
  json.member("bytes", bytes).end_object();
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
      body, "</p>\n<div id=\"parts\" role=\"listbox\" aria-orientation=\"horizontal\" aria-label=\"{}\">",
      has_ids ? "Tokens" : "Pieces");
  append_parts(body, view.parts);
  body += "</div>\n<p id=\"details\" aria-hidden=\"true\"></p>\n";
  output::append_format(body, "<script type=\"application/json\" id=\"data\">{}</script>\n",
                        data_of(view.parts));
  return output::html_page({(has_ids ? "Tokens of " : "Pieces of ") + view.name,
                            embedded::commands_split_page_css, body, embedded::commands_split_page_js});
}

}  // namespace tokmill::cli::split

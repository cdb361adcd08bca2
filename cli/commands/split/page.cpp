#include "commands/split/page.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "embedded/commands/split/page.css.hpp"
#include "embedded/commands/split/page.js.hpp"
#include "output/format.hpp"
#include "output/html.hpp"
#include "output/visible.hpp"
#include "tokmill/icu/display.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::split {
namespace {

// Appends an invisible character as an element whose style shows `substitute`. The style sheet has the substitutes of
// the three most common ones.
void append_invisible(std::string& html, std::string_view character, const std::string& substitute) {
  if (character == " ") {
    html += "<s> </s>";
  } else if (character == "\t") {
    html += "<s class=\"tab\">\t</s>";
  } else if (character == "\n") {
    html += "<s class=\"line\">\n</s>";
  } else {
    // HTML cannot represent NUL.
    const std::string content = character == std::string_view("\0", 1) ? "" : output::html_text(character);
    html += output::format("<s class=\"other\" data-shown=\"{}\">{}</s>", substitute, content);
  }
}

void append_text(std::string& html, std::string_view bytes) {
  while (!bytes.empty()) {
    const Utf8Unit unit = next_utf8_unit(bytes);
    const std::string_view character = bytes.substr(0, unit.size);
    if (!unit.well_formed) {
      html += output::format("<b>{}</b>", output::escaped_bytes(character));
    } else if (const auto substitute = output::substitute(unit.code_point)) {
      append_invisible(html, character, *substitute);
    } else {
      html += output::html_text(character);
    }
    bytes.remove_prefix(unit.size);
  }
}

// Whether the first character combines with the character before it, which belongs to another part.
bool begins_with_combining_mark(std::string_view bytes) {
  const Utf8Unit first = next_utf8_unit(bytes);
  return first.well_formed && !output::substitute(first.code_point) &&
         icu::display_width(bytes.substr(0, first.size)) == 0;
}

void append_part(std::string& html, const Part& part, std::size_t index) {
  std::string classes = index % 2 == 0 ? "odd" : "even";  // counted from 1
  if (part.begins_inside) classes += begins_with_combining_mark(part.bytes) ? " inside mark" : " inside";
  const std::string id = part.id ? output::format(" data-id=\"{}\"", *part.id) : "";
  const std::string id_title = part.id ? output::format("id {}, ", *part.id) : "";
  output::append_format(html,
                        "<span role=\"option\" tabindex=\"{}\" class=\"{}\"{} "
                        "title=\"{}bytes {}, offsets {} to {}{}\">",
                        index == 0 ? 0 : -1, classes, id, id_title, output::hexadecimal(part.bytes, " "), part.start,
                        part.end, part.begins_inside ? ", begins inside a grapheme" : "");
  append_text(html, part.bytes);
  html += "</span>";
  // With ids shown, each part is an inline block, whose newline does not break the line.
  if (part.bytes.find('\n') != part.bytes.npos) html += "<br>";
}

std::string introduction(const View& view, bool has_ids) {
  std::string html = output::format(
      "<p><strong>{}</strong> {} in {}; {} bytes, {} code points, {} graphemes.</p>\n", view.parts.size(), view.noun(),
      output::html_text(view.encoding), view.text.size(), count_characters(view.text), view.graphemes);
  const auto inside = std::ranges::count_if(view.parts, &Part::begins_inside);
  if (inside > 0) {
    output::append_format(html,
                          "<p><span class=\"legend\">‿</span> marks a {} that begins inside a grapheme, which is "
                          "displayed as one character: {} here.</p>\n",
                          has_ids ? "token" : "piece", inside);
  }
  html +=
      "<p class=\"quiet\">The arrow keys move to the next or previous one, Home and End to the first and the last; "
      "the line at the bottom describes it.</p>\n";
  return html;
}

}  // namespace

std::string page(const View& view) {
  const bool has_ids = view.parts.empty() || view.parts.front().id;
  std::string body = introduction(view, has_ids);
  if (has_ids) body += "<input type=\"checkbox\" id=\"ids\"> <label for=\"ids\">Show ids</label>\n";
  body += "<input type=\"checkbox\" id=\"spaces\" checked> <label for=\"spaces\">Show white space</label>\n";
  output::append_format(body,
                        "<div id=\"parts\" role=\"listbox\" aria-orientation=\"horizontal\" aria-label=\"{}\">",
                        has_ids ? "Tokens" : "Pieces");
  for (std::size_t i = 0; i < view.parts.size(); ++i) append_part(body, view.parts[i], i);
  body += "</div>\n<p id=\"details\" aria-hidden=\"true\"></p>\n";
  return output::html_page({(has_ids ? "Tokens of " : "Pieces of ") + view.name,
                            embedded::commands_split_page_css, body, embedded::commands_split_page_js});
}

}  // namespace tokmill::cli::split

#include "commands/split/page.hpp"

#include "output/format.hpp"

#include <iterator>

#include "embedded/commands/split/page.css.hpp"
#include "embedded/commands/split/page.js.hpp"
#include "output/html.hpp"
#include "output/visible.hpp"
#include "tokmill/icu/display.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::split {
namespace {

// A character that is not seen stands in an element whose style shows what stands for it. The commonest three
// have their own, which the style sheet knows.
void append_unseen(std::string& html, std::string_view itself, const std::string& proxy) {
  if (itself == " ") {
    html += "<s> </s>";
  } else if (itself == "\t") {
    html += "<s class=\"tab\">\t</s>";
  } else if (itself == "\n") {
    html += "<s class=\"line\">\n</s>";
  } else {
    // NUL is the one character that no page can hold.
    const std::string content = itself == std::string_view("\0", 1) ? "" : output::html_text(itself);
    html += output::format("<s class=\"other\" data-shown=\"{}\">{}</s>", proxy, content);
  }
}

void append_text(std::string& html, std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::string_view rest = bytes.substr(at);
    const Utf8Unit unit = next_utf8_unit(rest);
    const std::string_view itself = rest.substr(0, unit.size);
    if (!unit.well_formed) {
      html += output::format("<b>{}</b>", output::escaped_bytes(itself));
    } else if (const auto instead = output::substitute(unit.code_point)) {
      append_unseen(html, itself, *instead);
    } else {
      html += output::html_text(itself);
    }
    at += itself.size();
  }
}

// Whether what stands first is drawn onto the character before it, which is another token's.
bool begins_with_a_mark(std::string_view bytes) {
  const Utf8Unit first = next_utf8_unit(bytes);
  return first.well_formed && !output::substitute(first.code_point) && icu::display_width(bytes.substr(0, first.size)) == 0;
}

void append_part(std::string& html, const Part& part, std::size_t index) {
  std::string classes = index % 2 == 0 ? "odd" : "even";  // the first is the first to a person
  if (part.begins_inside) classes += begins_with_a_mark(part.bytes) ? " inside mark" : " inside";
  const std::string id = part.id ? output::format(" data-id=\"{}\"", *part.id) : "";
  const std::string id_title = part.id ? output::format("id {}, ", *part.id) : "";
  output::append_format(html,
      "<span role=\"option\" tabindex=\"{}\" class=\"{}\"{} title=\"{}bytes {}, offsets {} to {}{}\">",
      index == 0 ? 0 : -1, classes, id, id_title, output::hexadecimal(part.bytes, " "), part.start, part.end(),
      part.begins_inside ? ", begins within a character" : "");
  append_text(html, part.bytes);
  html += "</span>";
  // With ids beneath, each token is a box, and the line feed in it ends no line.
  if (part.bytes.find('\n') != part.bytes.npos) html += "<br>";
}

}  // namespace

std::string page(const View& view) {
  const bool has_ids = view.parts.empty() || view.parts.front().id;
  std::size_t inside = 0;
  for (const Part& part : view.parts) inside += part.begins_inside ? 1 : 0;

  std::string body = output::format(
      "<p><strong>{}</strong> {} in {}; {} bytes, {} characters (code points), {} as a person sees "
      "them.</p>\n",
      view.parts.size(), view.noun(), output::html_text(view.encoding), view.text.size(),
      count_characters(view.text), view.graphemes);
  if (inside > 0) {
    body += output::format(
        "<p><span class=\"legend\">‿</span> before a {} that begins within what is seen as one character: {} "
        "here.</p>\n",
        has_ids ? "token" : "piece", inside);
  }
  body +=
      "<p class=\"quiet\">Arrow keys go from one to the next, Home and End to the first and the last; the "
      "line at the "
      "bottom says what it is.</p>\n";
  if (has_ids) body += "<input type=\"checkbox\" id=\"ids\"> <label for=\"ids\">Ids beneath</label>\n";
  body +=
      "<input type=\"checkbox\" id=\"spaces\" checked> <label for=\"spaces\">Visible white space</label>\n";
  body += output::format("<div id=\"parts\" role=\"listbox\" aria-orientation=\"horizontal\" aria-label=\"{}\">",
                      has_ids ? "Tokens" : "Pieces");
  for (std::size_t i = 0; i < view.parts.size(); ++i) append_part(body, view.parts[i], i);
  body += "</div>\n<p id=\"details\" aria-hidden=\"true\"></p>\n";
  return output::html_page({(has_ids ? "Tokens of " : "Pieces of ") + replace_ill_formed(view.name),
                            embedded::commands_split_page_css, body, embedded::commands_split_page_js});
}

}  // namespace tokmill::cli::split

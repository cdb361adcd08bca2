#include "texts/part_html.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "input/reader.hpp"
#include "output/file.hpp"
#include "output/format.hpp"
#include "output/html.hpp"
#include "output/visible.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::texts {
namespace {

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

}  // namespace

std::size_t append_html(std::string& html, const std::vector<Part>& parts, std::size_t first) {
  const std::span<const Part> cut = cut_parts(parts, first);
  if (cut.size() == 1) {
    append_part(html, cut.front(), first);
  } else {
    append_cut_text(html, cut, first);
  }
  return cut.size();
}

void write_part_data(formats::JsonWriter& json, std::span<const Part> parts, std::size_t start) {
  const auto write = [&](std::string_view name, const auto& number_of) {
    json.key(name).begin_array();
    for (const Part& part : parts) json.value(number_of(part));
    json.end_array();
  };
  if (!parts.empty() && parts.front().id) write("ids", [](const Part& part) { return *part.id; });
  write("sizes", [](const Part& part) { return part.bytes.size(); });
  std::size_t end = start;
  const auto step_of = [&end](const Part& part) { return part.end - std::exchange(end, part.end); };
  if (std::ranges::all_of(parts, [&](const Part& part) { return part.bytes.size() == step_of(part); })) return;
  end = start;
  write("steps", step_of);
}

std::string hexadecimal_bytes(std::span<const Part> parts) {
  std::string bytes;
  for (const Part& part : parts) bytes += output::hexadecimal(part.bytes);
  return bytes;
}

void write_text_page(const std::string& path, std::string_view html, std::size_t size, std::size_t fast_size, Io& io) {
  write_file(path, html, io);
  if (size <= fast_size) return;
  io.warn(output::format("{}: browsers are slow with a page of {:.1f} MB of text", display_name(path),
                         static_cast<double>(size) / 1e6));
}

}  // namespace tokmill::cli::texts

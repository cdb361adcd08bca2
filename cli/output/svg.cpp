#include "output/svg.hpp"

#include <algorithm>
#include <cmath>

#include "embedded/output/picture.css.hpp"
#include "output/format.hpp"
#include "output/html.hpp"
#include "output/shorten.hpp"
#include "output/visible.hpp"
#include "output/wrap.hpp"
#include "tokmill/icu/display.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::output {
namespace {

constexpr double narrow_width = 0.6;  // em: the width of a character in most monospace fonts
constexpr double wide_width = 1;
constexpr double emoji_width = 1.2;
constexpr double picture_margin = 20;

// A coordinate in tenths of a pixel.
std::string coordinate(double value) { return format("{}", std::round(value * 10) / 10); }

double width_of(std::string_view character, char32_t code_point) {
  const std::size_t width = icu::display_width(character);
  if (width < 2) return static_cast<double>(width) * narrow_width;
  return code_point >= 0x1F000 && code_point < 0x20000 ? emoji_width : wide_width;
}

bool is_control(char32_t c) { return c < U' ' && c != U'\t' && c != U'\n' && c != U'\r'; }

}  // namespace

double Svg::text_width(std::string_view text, double size) {
  double width = 0;
  while (!text.empty()) {
    const Utf8Unit unit = next_utf8_unit(text);
    width += width_of(text.substr(0, unit.size), unit.code_point);
    text.remove_prefix(unit.size);
  }
  return width * size;
}

std::size_t Svg::columns(double width, double size) {
  return static_cast<std::size_t>(std::max(0.0, std::floor(width / (narrow_width * size) + 1e-6)));
}

void Svg::text(std::string_view text, const Place& place) {
  const bool is_small = place.classes.find("small") != place.classes.npos;
  const double width = text_width(text, is_small ? small_size : body_size);
  if (text.empty()) return;
  const bool is_middle = place.classes.find("middle") != place.classes.npos;
  const bool is_end = place.classes.find("end") != place.classes.npos;
  right_ = std::max(right_, place.x + (is_end ? 0 : is_middle ? width / 2 : width));
  append_format(body_, "<text x=\"{}\" y=\"{}\"", coordinate(place.x), coordinate(place.y));
  if (!place.classes.empty()) append_format(body_, " class=\"{}\"", place.classes);
  if (place.is_right_to_left) body_ += " direction=\"rtl\"";
  if (width > 0) {
    append_format(body_, " textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", coordinate(width));
  }
  append_format(body_, ">{}</text>\n", xml_text(text));
}

void Svg::spaced_text(const std::vector<std::string_view>& characters, double x, double step, double y) {
  append_format(body_, "<text y=\"{}\" class=\"middle\">", coordinate(y));
  for (std::size_t i = 0; i < characters.size(); ++i) {
    append_format(body_, "<tspan x=\"{}\">{}</tspan>", coordinate(x + static_cast<double>(i) * step),
                  xml_text(characters[i]));
  }
  body_ += "</text>\n";
}

double Svg::paragraph(std::string_view text, double x, double y, double width) {
  const std::size_t most = columns(width, small_size);
  const std::string lines = wrap(text, 0, most);
  double height = 0;
  for (std::size_t start = 0; start < lines.size();) {
    const std::size_t end = lines.find('\n', start);
    this->text(shortened(std::string_view(lines).substr(start, end - start), most),
               {x, y + height + small_baseline, "small quiet"});
    height += small_line;
    start = end + 1;
  }
  return height;
}

void Svg::box(double x, double y, double width, double height, std::string_view classes) {
  right_ = std::max(right_, x + width);
  append_format(body_, "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\"/>\n", coordinate(x), coordinate(y),
                coordinate(width), coordinate(height), classes);
}

void Svg::line(double x1, double y1, double x2, double y2, std::string_view classes) {
  append_format(body_, "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\"/>\n", coordinate(x1), coordinate(y1),
                coordinate(x2), coordinate(y2), classes);
}

std::string Svg::document(std::string_view title, std::string_view description, double height) const {
  const std::string full_width = coordinate(std::ceil(right_) + 2 * picture_margin);
  const std::string full_height = coordinate(std::ceil(height) + 2 * picture_margin);
  std::string picture = format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tokmill\" role=\"img\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\">\n<title>{2}</title>\n<desc>{3}</desc>\n<style>\n{4}</style>\n"
      "<rect width=\"{0}\" height=\"{1}\" rx=\"6\" class=\"ground\"/>\n<g transform=\"translate({5} {5})\">\n",
      full_width, full_height, xml_text(title), xml_text(description), embedded::output_picture_css, coordinate(picture_margin));
  return picture + body_ + "</g>\n</svg>\n";
}

std::string xml_text(std::string_view text) {
  std::string representable;
  while (!text.empty()) {
    const Utf8Unit unit = next_utf8_unit(text);
    if (is_control(unit.code_point)) {
      representable += *substitute(unit.code_point);
    } else if (unit.code_point == 0xFFFE || unit.code_point == 0xFFFF) {
      representable += "\uFFFD";
    } else {
      representable += text.substr(0, unit.size);  // html_text() replaces what is ill-formed
    }
    text.remove_prefix(unit.size);
  }
  return html_text(representable);
}

}  // namespace tokmill::cli::output

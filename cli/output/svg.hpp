#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokmill::cli::output {

/// A picture (SVG) that loads nothing and is light or dark according to the reader's system. Its text is text, in a
/// monospace font that the reader's system chooses; so that the layout does not depend on it, each text has the width
/// text_width(). Coordinates are in CSS pixels; classes are those of picture.css.
class Svg {
 public:
  static constexpr double body_size = 16;   ///< Of letters.
  static constexpr double small_size = 12;  ///< Of letters of class `small`.
  static constexpr double max_width = 760;  ///< Of what is drawn, without the margins.

  static constexpr double small_line = 16;      ///< The height of a line of class `small`.
  static constexpr double small_baseline = 12;  ///< Of its text, below its top.

  /// Where and how a text is drawn.
  struct Place {
    double x;  ///< Of its start, or of its middle or end with the class `middle` or `end`.
    double y;  ///< Of its baseline.
    std::string_view classes = {};
    bool is_right_to_left = false;  ///< The text starts at the right.
  };

  /// The width of a text on one line: wide characters (icu::display_width()) are 1 em wide, emoji 1.2, others 0.6.
  [[nodiscard]] static double text_width(std::string_view text, double size = body_size);

  /// How many columns (icu::display_width()) of text of this size fit.
  [[nodiscard]] static std::size_t columns(double width, double size = body_size);

  /// Draws a text of one line. XML cannot represent control characters: see xml_text().
  void text(std::string_view text, const Place& place);

  /// Draws characters below each other in columns: the first in the middle of `x`, each next `step` further right.
  void spaced_text(const std::vector<std::string_view>& characters, double x, double step, double y);

  /// Draws a text of class `small quiet` in lines of at most `width` from x,y (the top of the first). Returns the height.
  double paragraph(std::string_view text, double x, double y, double width);

  void box(double x, double y, double width, double height, std::string_view classes);
  void line(double x1, double y1, double x2, double y2, std::string_view classes);

  /// The complete picture: what was drawn from 0,0, `height` high, with margins, on a ground. Screen readers read the
  /// title and the description.
  [[nodiscard]] std::string document(std::string_view title, std::string_view description, double height) const;

 private:
  std::string body_;
  double right_ = 0;  // of all that was drawn
};

/// Escapes `text` for use between tags and in quoted attributes of XML. Control characters that XML cannot represent
/// become Unicode's control pictures (`␛`), other such characters and ill-formed parts U+FFFD.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace tokmill::cli::output

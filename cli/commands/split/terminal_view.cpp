#include "commands/split/terminal_view.hpp"

#include <algorithm>
#include <string_view>

#include "output/colors.hpp"
#include "output/format.hpp"
#include "output/visible.hpp"
#include "tokmill/icu/display.hpp"

namespace tokmill::cli::split {
namespace {

using output::plain;
using output::quiet;
using output::token_color;

constexpr std::string_view inside_mark = "‿";

std::string summary(const View& view, bool color) {
  const auto inside = std::ranges::count_if(view.parts, &Part::begins_inside);
  std::string text = output::format("{} {}, {} bytes, {} grapheme{}", view.parts.size(), view.noun(),
                                    view.text.size(), view.graphemes, view.graphemes == 1 ? "" : "s");
  if (inside > 0) {
    text += output::format("; {} {} inside one", inside_mark,
                           inside == 1 ? "1 begins" : output::format("{} begin", inside));
  }
  return color ? output::format("{}{}{}\n", quiet, text, plain) : text + '\n';
}

// One line of cells, and the line of ids below it.
class Line {
 public:
  explicit Line(bool color) : color_(color) {}

  [[nodiscard]] std::size_t width() const noexcept { return width_; }

  void add(const Part& part, std::size_t index, const std::string& shown, const std::string& id,
           std::size_t cell) {
    if (width_ > 0 || part.begins_inside) {
      const std::string_view between = color_ ? " " : "|";
      shown_ += part.begins_inside ? inside_mark : between;
      ids_ += between;
      ++width_;
    }
    if (color_) shown_ += token_color(index);
    shown_ += shown;
    shown_.append(cell - icu::display_width(shown), ' ');
    if (color_) shown_ += plain;
    ids_ += id;
    ids_.append(cell - id.size(), ' ');
    width_ += cell;
  }

  // Returns the line and empties it.
  std::string take() {
    std::string lines = trimmed(shown_) + '\n' + trimmed(ids_) + '\n';
    *this = Line(color_);
    return lines;
  }

 private:
  static std::string trimmed(const std::string& line) {
    return line.substr(0, line.find_last_not_of(' ') + 1);
  }

  bool color_;
  std::string shown_;
  std::string ids_;
  std::size_t width_ = 0;
};

}  // namespace

std::string colored(const View& view) {
  std::string output;
  for (std::size_t i = 0; i < view.parts.size(); ++i) {
    const Part& part = view.parts[i];
    if (part.begins_inside) output += inside_mark;
    output += token_color(i);
    // Reset the color before each newline, or the terminal colors the line up to its right edge.
    std::string_view rest = part.bytes;
    for (auto end = rest.find('\n'); end != rest.npos && end + 1 < rest.size(); end = rest.find('\n')) {
      output += output::format("{}{}\n{}", output::visible(rest.substr(0, end + 1)), plain, token_color(i));
      rest.remove_prefix(end + 1);
    }
    output += output::visible(rest);
    output += plain;
    if (rest.ends_with('\n')) output += '\n';
  }
  if (!view.text.ends_with('\n') && !view.text.empty()) output += '\n';
  return output + summary(view, true);
}

std::string with_ids(const View& view, std::size_t width, bool color) {
  std::string output;
  Line line(color);
  const auto end_line = [&] {
    if (line.width() == 0) return;
    if (!output.empty()) output += '\n';
    output += line.take();
  };
  for (std::size_t i = 0; i < view.parts.size(); ++i) {
    const Part& part = view.parts[i];
    const std::string shown = output::visible(part.bytes);
    const std::string id = part.id ? std::to_string(*part.id) : "";
    const std::size_t cell = std::max(icu::display_width(shown), id.size());
    if (line.width() + 1 + cell > width) end_line();
    line.add(part, i, shown, id, cell);
    if (part.bytes.find('\n') != part.bytes.npos) end_line();
  }
  end_line();
  return color ? output + '\n' + summary(view, true) : output;
}

}  // namespace tokmill::cli::split

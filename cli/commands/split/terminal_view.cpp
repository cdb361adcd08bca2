#include "commands/split/terminal_view.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "output/colors.hpp"
#include "output/format.hpp"
#include "output/shorten.hpp"
#include "output/visible.hpp"
#include "tokmill/icu/display.hpp"

namespace tokmill::cli::split {
namespace {

using output::plain;
using output::quiet;
using output::token_color;

constexpr std::string_view inside_mark = "‿";

// What precedes the first of the parts: their text, if one of them has a part of a character.
std::string character_before(std::span<const Part> parts) {
  if (parts.size() == 1 || !divide_a_character(parts)) return "";
  return output::visible_graphemes(joined_bytes(parts)) + '=';
}

// Up to the first newline, with it.
std::string_view first_line(std::string_view text) {
  const std::size_t newline = text.find('\n');
  return newline == text.npos ? text : text.substr(0, newline + 1);
}

// Writes parts one after another, in lines.
class TextLines {
 public:
  explicit TextLines(const Style& style) : style_(style) {}

  void add(const Part& part, std::size_t index, const std::string& before) {
    const std::string_view between = part.begins_inside          ? inside_mark
                                     : is_empty_ || style_.color ? std::string_view()
                                                                 : style_.separator;
    is_empty_ = false;
    const std::size_t width = icu::display_width(between) + icu::display_width(before) +
                              icu::display_width(output::visible(first_line(part.bytes)));
    if (column_ > 0 && column_ + width > style_.width) end_line();
    write(between, "");
    write(before, style_.color ? quiet : "");
    const std::string_view color = style_.color ? token_color(index) : "";
    for (std::string_view rest = part.bytes; !rest.empty();) {
      const std::string_view line = first_line(rest);
      write(output::visible(line), color);
      if (line.ends_with('\n')) end_line();
      rest.remove_prefix(line.size());
    }
  }

  // The text, which ends with a newline unless it is empty.
  std::string take() {
    if (column_ > 0) end_line();
    return std::move(output_);
  }

 private:
  // Appends text of one line, in a color, and breaks it where it does not fit.
  void write(std::string_view text, std::string_view color) {
    while (!text.empty()) {
      const std::string_view some = output::fitting(text, style_.width - column_);
      const std::size_t columns = icu::display_width(some);
      if (column_ > 0 && column_ + columns > style_.width) {
        end_line();
        continue;
      }
      output_ += color;
      output_ += some;
      // Before each newline, or the terminal colors the line up to its right edge.
      if (!color.empty()) output_ += plain;
      column_ += columns;
      text.remove_prefix(some.size());
    }
  }

  void end_line() {
    output_ += '\n';
    column_ = 0;
  }

  const Style& style_;
  std::string output_;
  std::size_t column_ = 0;
  bool is_empty_ = true;
};

// One line of cells, and the line of ids below it.
class CellLine {
 public:
  explicit CellLine(const Style& style) : style_(style), between_(style.color ? " " : style.separator) {}

  [[nodiscard]] std::size_t width() const noexcept { return width_; }

  void add(const Part& part, std::size_t index, const std::string& shown, const std::string& id,
           std::size_t cell) {
    if (width_ > 0 || part.begins_inside) {
      shown_ += part.begins_inside ? inside_mark : between_;
      ids_ += between_;
      ++width_;
    }
    if (style_.color) shown_ += token_color(index);
    shown_ += shown;
    shown_.append(cell - icu::display_width(shown), ' ');
    if (style_.color) shown_ += plain;
    ids_ += id;
    ids_.append(cell - id.size(), ' ');
    width_ += cell;
  }

  // Returns the line and empties it.
  std::string take() {
    std::string lines = trimmed(std::exchange(shown_, "")) + '\n' + trimmed(std::exchange(ids_, "")) + '\n';
    width_ = 0;
    return lines;
  }

 private:
  static std::string trimmed(const std::string& line) {
    return line.substr(0, line.find_last_not_of(' ') + 1);
  }

  const Style& style_;
  std::string_view between_;
  std::string shown_;
  std::string ids_;
  std::size_t width_ = 0;
};

// Calls use(part, index, before) for each part; `before` is the character that it begins.
template <class Use>
void for_each_part(const View& view, const Use& use) {
  for (std::size_t i = 0; i < view.parts.size();) {
    const std::span<const Part> parts = cut_parts(view.parts, i);
    std::string before = character_before(parts);
    for (const Part& part : parts) use(part, i++, std::exchange(before, ""));
  }
}

}  // namespace

std::string text_view(const View& view, const Style& style) {
  TextLines lines(style);
  for_each_part(view, [&](const Part& part, std::size_t index, const std::string& before) {
    lines.add(part, index, before);
  });
  return lines.take();
}

std::string with_ids(const View& view, const Style& style) {
  std::string output;
  CellLine line(style);
  const auto end_line = [&] {
    if (line.width() == 0) return;
    if (!output.empty()) output += '\n';
    output += line.take();
  };
  for_each_part(view, [&](const Part& part, std::size_t index, const std::string& before) {
    // One column is for the mark of a part that begins inside a grapheme.
    const std::string shown = output::shortened(before + output::visible(part.bytes), style.width - 1);
    const std::string id = part.id ? std::to_string(*part.id) : "";
    const std::size_t cell = std::max(icu::display_width(shown), id.size());
    if (line.width() > 0 && cell >= style.width - std::min(line.width(), style.width)) end_line();
    line.add(part, index, shown, id, cell);
    if (part.bytes.find('\n') != part.bytes.npos) end_line();
  });
  end_line();
  return output;
}

std::string summary(const View& view) {
  const auto inside = std::ranges::count_if(view.parts, &Part::begins_inside);
  std::string text = output::format("{} {}, {} bytes, {} grapheme{}", view.parts.size(), view.noun(),
                                    view.text.size(), view.graphemes, view.graphemes == 1 ? "" : "s");
  if (inside > 0) {
    text += output::format("; {} {} inside one", inside_mark,
                           inside == 1 ? "1 begins" : output::format("{} begin", inside));
  }
  return text;
}

}  // namespace tokmill::cli::split

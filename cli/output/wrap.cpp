#include "output/wrap.hpp"

#include <algorithm>
#include <utility>

#include "output/terminal.hpp"
#include "tokmill/icu/display.hpp"

namespace tokmill::cli::output {

std::string wrap(std::string_view text, std::size_t indent, std::size_t width, std::size_t hang) {
  std::string lines;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t word_width = icu::display_width(word);
    if (column > 0 && column + 1 + word_width > width) {
      lines += '\n';
      column = 0;
      indent += std::exchange(hang, 0);
    }
    if (column == 0) {
      lines.append(indent, ' ');
      column = indent;
    } else {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += word_width;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines + '\n';
}

std::string output_line(std::string_view text, std::size_t hang) {
  return output_is_terminal() ? wrap(text, 0, output_width(), hang) : std::string(text) + '\n';
}

std::string output_line(std::string_view bullet, std::string_view text, std::size_t hang) {
  return bullet.empty() ? output_line(text, hang) : std::string(bullet).append(text) + '\n';
}

}  // namespace tokmill::cli::output

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

std::string wrap_list(const std::vector<std::string>& items, std::string_view separator, std::size_t column,
                      std::size_t width) {
  const std::string_view trailing = separator.substr(0, separator.find_last_not_of(' ') + 1);
  std::string text;
  std::size_t at = column;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::size_t after = i + 1 < items.size() ? icu::display_width(trailing) : 0;
    if (i > 0 && at + icu::display_width(separator) + icu::display_width(items[i]) + after > width) {
      text.append(trailing).append("\n").append(column, ' ');
      at = column;
    } else if (i > 0) {
      text += separator;
      at += icu::display_width(separator);
    }
    text += items[i];
    at += icu::display_width(items[i]);
  }
  return text;
}

std::string output_line(std::string_view text, std::size_t hang) {
  return output_is_terminal() ? wrap(text, 0, output_width(), hang) : std::string(text) + '\n';
}

std::string output_line(std::string_view bullet, std::string_view text, std::size_t hang) {
  return bullet.empty() ? output_line(text, hang) : std::string(bullet).append(text) + '\n';
}

}  // namespace tokmill::cli::output

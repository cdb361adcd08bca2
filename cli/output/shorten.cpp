#include "output/shorten.hpp"

#include <algorithm>

#include "tokmill/icu/display.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::output {

std::string_view fitting(std::string_view text, std::size_t width) {
  std::size_t size = 0;
  std::size_t columns = 0;
  while (size < text.size()) {
    const std::size_t next = next_utf8_unit(text.substr(size)).size;
    columns += icu::display_width(text.substr(size, next));
    if (columns > width && size > 0) break;
    size += next;
  }
  return text.substr(0, size);
}

std::string shortened(std::string_view text, std::size_t width) {
  if (icu::display_width(text) <= width) return std::string(text);
  return std::string(fitting(text, std::max<std::size_t>(width, 2) - 1)) + "…";
}

}  // namespace tokmill::cli::output

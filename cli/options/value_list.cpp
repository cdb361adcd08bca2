#include "options/value_list.hpp"

#include <algorithm>

namespace tokmill::cli {
namespace {

std::string_view without_blanks(std::string_view text) {
  const std::size_t start = std::min(text.find_first_not_of(' '), text.size());
  const std::size_t end = text.find_last_not_of(' ') + 1;
  return text.substr(start, std::max(start, end) - start);
}

}  // namespace

std::vector<ListItem> split_lists(const std::vector<std::string>& values) {
  std::vector<ListItem> items;
  for (const std::string_view list : values) {
    for (std::size_t start = 0; start <= list.size();) {
      const std::size_t end = std::min(list.find(',', start), list.size());
      items.push_back({without_blanks(list.substr(start, end - start)), list});
      start = end + 1;
    }
  }
  return items;
}

}  // namespace tokmill::cli

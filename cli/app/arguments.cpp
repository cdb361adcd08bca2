#include "app/arguments.hpp"

#include <algorithm>

namespace tokmill::cli {

std::vector<std::string> split_names(const std::string& names) {
  std::vector<std::string> result;
  for (std::size_t start = 0; start < names.size();) {
    const std::size_t end = std::min(names.find(',', start), names.size());
    result.push_back(names.substr(start, end - start));
    start = end + 1;
  }
  return result;
}

}  // namespace tokmill::cli

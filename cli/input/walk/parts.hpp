#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace tokmill::cli::input {

/// The parts of `text` between separators; empty ones are left out. Views of `text`.
[[nodiscard]] inline std::vector<std::string_view> parts(std::string_view text, char separator) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) result.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

}  // namespace tokmill::cli::input

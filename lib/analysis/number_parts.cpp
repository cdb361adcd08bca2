#include "analysis/number_parts.hpp"

#include <algorithm>

namespace tokmill::inline TOKMILL_ABI::analysis {

bool find_part_ends(std::string_view number, std::span<const std::string_view> tokens,
                    std::vector<std::size_t>& ends) {
  ends.clear();
  std::size_t size = 0;
  for (const std::string_view token : tokens) size += token.size();
  if (size < number.size()) return false;
  std::size_t inserted = size - number.size();
  std::size_t end = 0;
  for (std::string_view token : tokens) {
    const std::size_t before = std::min(inserted, token.size());
    inserted -= before;
    token.remove_prefix(before);
    if (token.empty()) continue;
    if (!number.substr(end).starts_with(token)) return false;
    ends.push_back(end += token.size());
  }
  return true;
}

}  // namespace tokmill::analysis

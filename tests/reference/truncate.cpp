#include "reference/truncate.hpp"

#include <algorithm>

namespace tokmill::reference {
namespace {

std::vector<std::size_t> character_boundaries(std::string_view text) {
  std::vector<std::size_t> boundaries;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80 || byte >= 0xC0) boundaries.push_back(at);
  }
  boundaries.push_back(text.size());
  return boundaries;
}

std::size_t next_character(std::string_view text, std::size_t at) {
  const std::vector<std::size_t> boundaries = character_boundaries(text);
  return *std::upper_bound(boundaries.begin(), boundaries.end(), at);
}

}  // namespace

std::size_t longest_prefix(std::string_view text, std::size_t limit, const Counter& count) {
  std::size_t longest = 0;
  for (const std::size_t at : character_boundaries(text)) {
    if (count(text.substr(0, at)) <= limit) longest = at;
  }
  return longest;
}

std::size_t longest_suffix(std::string_view text, std::size_t limit, const Counter& count) {
  for (const std::size_t at : character_boundaries(text)) {
    if (count(text.substr(at)) <= limit) return at;
  }
  return text.size();
}

std::optional<std::vector<Part>> chunks(std::string_view text, std::size_t limit, std::size_t overlap,
                                        std::string_view marks, const Counter& count) {
  std::vector<Part> parts;
  std::size_t covered = 0;
  while (covered < text.size()) {
    std::size_t start = covered;
    std::size_t size = longest_prefix(text.substr(start), limit, count);
    for (std::size_t tokens = parts.empty() ? 0 : overlap; tokens > 0; --tokens) {
      const std::size_t first = next_character(text, parts.back().start);
      const std::size_t earlier = first + longest_suffix(text.substr(first, covered - first), tokens, count);
      const std::size_t earlier_size = longest_prefix(text.substr(earlier), limit, count);
      if (earlier + earlier_size <= covered) continue;
      start = earlier;
      size = earlier_size;
      break;
    }
    if (size == 0) return std::nullopt;
    const std::string_view remaining = text.substr(start);
    if (size < remaining.size()) {
      for (const char mark : marks) {
        std::size_t last = 0;  // the last position after a mark at which the chunk still fits
        for (std::size_t at = covered - start + 1; at <= size; ++at) {
          if (remaining[at - 1] == mark && count(remaining.substr(0, at)) <= limit) last = at;
        }
        if (last > 0 && 2 * count(remaining.substr(0, last)) >= limit) {
          size = last;
          break;
        }
      }
    }
    parts.push_back({start, start + size, count(remaining.substr(0, size))});
    covered = start + size;
  }
  return parts;
}

}  // namespace tokmill::reference

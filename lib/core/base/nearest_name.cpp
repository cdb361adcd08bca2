#include "tokmill/nearest_name.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace tokmill::inline TOKMILL_ABI {
namespace {

// Names longer than this are neither compared, because no known name is that long and the comparison is quadratic, nor
// shown in full.
constexpr std::size_t max_name_size = 128;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Optimal string alignment distance, keeping three rows of the table.
std::size_t edit_distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> before_last(to.size() + 1);
  std::vector<std::size_t> last(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const bool same = lower(from[i - 1]) == lower(to[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && lower(from[i - 1]) == lower(to[j - 2]) && lower(from[i - 2]) == lower(to[j - 1])) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[to.size()];
}

// The start of a name that is too long to be shown, up to the last character boundary.
std::string_view shortened(std::string_view name) {
  if (name.size() <= max_name_size) return name;
  const auto continues = [name](std::size_t at) { return (static_cast<unsigned char>(name[at]) & 0xC0) == 0x80; };
  std::size_t size = max_name_size;
  while (continues(size) && max_name_size - size < 3) --size;  // a character has at most three continuation bytes
  return name.substr(0, size);
}

}  // namespace

std::optional<std::string_view> nearest_name(std::string_view name, std::span<const std::string_view> candidates) {
  if (name.size() > max_name_size) return std::nullopt;
  std::optional<std::string_view> nearest;
  std::size_t shortest_distance = 0;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > max_name_size) continue;
    const std::size_t distance = edit_distance(name, candidate);
    if (!nearest || distance < shortest_distance) {
      nearest = candidate;
      shortest_distance = distance;
    }
  }
  if (nearest && shortest_distance * 2 > std::max(name.size(), nearest->size())) return std::nullopt;
  return nearest;
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates,
                         std::string_view otherwise) {
  const std::optional<std::string_view> nearest = nearest_name(name, candidates);
  return nearest ? "; did you mean " + std::string(*nearest) + "?" : std::string(otherwise);
}

std::string unknown_name(std::string_view kind, std::string_view name, std::span<const std::string_view> known) {
  std::string message = "unknown ";
  message.append(kind).append(" '").append(shortened(name)).append("'");
  return message + did_you_mean(name, known);
}

}  // namespace tokmill

#include "reference/made_vocabulary.hpp"

#include <cstddef>

namespace tokmill::reference {
namespace {

// Merges until `left` tokens are left or nothing merges.
std::vector<std::string> merge_until(const MadeVocabulary& vocabulary, std::string_view piece, std::size_t left) {
  std::vector<std::string> parts;
  for (const char byte : piece) parts.emplace_back(1, byte);
  while (parts.size() > left) {
    std::optional<std::uint32_t> lowest;
    std::size_t at = 0;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      const auto rank = vocabulary.rank_of(parts[i], parts[i + 1]);
      if (!rank || (lowest && *lowest <= *rank)) continue;
      lowest = rank;
      at = i;
    }
    if (!lowest) break;
    parts[at] += parts[at + 1];
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  }
  return parts;
}

// The rank of the last merge that makes the bytes; nullopt if merging does not make them.
std::optional<std::uint32_t> last_rank(const MadeVocabulary& vocabulary, const std::string& bytes) {
  const std::vector<std::string> parts = merge_until(vocabulary, bytes, 2);
  if (parts.size() != 2) return std::nullopt;
  return vocabulary.rank_of(parts[0], parts[1]);
}

}  // namespace

std::vector<std::string> merge_bytes(const MadeVocabulary& vocabulary, std::string_view piece) {
  return merge_until(vocabulary, piece, 1);
}

std::vector<std::uint32_t> merge(const MadeVocabulary& vocabulary, std::string_view piece) {
  if (vocabulary.has_whole_pieces) {
    if (const auto whole = vocabulary.ids.find(std::string(piece)); whole != vocabulary.ids.end()) {
      return {whole->second};
    }
  }
  std::vector<std::uint32_t> tokens;
  for (const std::string& part : merge_bytes(vocabulary, piece)) tokens.push_back(vocabulary.ids.at(part));
  return tokens;
}

bool has_late_parts(const MadeVocabulary& vocabulary) {
  for (const auto& [bytes, _] : vocabulary.ids) {
    const auto rank = last_rank(vocabulary, bytes);
    if (!rank) continue;
    for (const std::string& part : merge_until(vocabulary, bytes, 2)) {
      if (part.size() == 1) continue;
      if (*last_rank(vocabulary, part) > *rank) return true;
    }
  }
  return false;
}

}  // namespace tokmill::reference

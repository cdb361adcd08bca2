#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokmill::reference {

/// A vocabulary in which ids and ranks are unrelated.
struct MadeVocabulary {
  std::map<std::string, std::uint32_t> ids;

  /// The rank of the merge of two tokens, if there is one.
  std::function<std::optional<std::uint32_t>(const std::string& left, const std::string& right)> rank_of;

  /// Whether a piece that is a token is not merged.
  bool has_whole_pieces = true;
};

/// The tokens, as bytes, of one piece that is merged even if it is a token: starts from single bytes and repeatedly
/// merges the pair of the lowest rank, the leftmost pair first among equals. O(n²) in the size of the piece.
[[nodiscard]] std::vector<std::string> merge_bytes(const MadeVocabulary& vocabulary, std::string_view piece);

/// The ids of one piece.
[[nodiscard]] std::vector<std::uint32_t> merge(const MadeVocabulary& vocabulary, std::string_view piece);

/// Whether merging makes some token of a part whose own merge has a higher rank.
[[nodiscard]] bool has_late_parts(const MadeVocabulary& vocabulary);

}  // namespace tokmill::reference

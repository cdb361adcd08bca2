#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tokmill::reference {

/// Maps the bytes of each token to its rank.
using Ranks = std::unordered_map<std::string, std::uint32_t>;

/// Reads a `.tiktoken` file. Precondition: the file is well formed. Throws std::runtime_error if it cannot be opened.
[[nodiscard]] Ranks read_ranks(const std::string& path);

/// The tokens of one piece by tiktoken's rule: the piece itself if it is a token. Otherwise start from single bytes and
/// repeatedly merge the adjacent pair whose concatenation has the lowest rank, the leftmost pair first among equals,
/// until no adjacent pair forms a token. O(n²) in the size of the piece.
[[nodiscard]] std::vector<std::uint32_t> merge(const Ranks& ranks, std::string_view piece);

}  // namespace tokmill::reference

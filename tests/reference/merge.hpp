#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tokmill::reference {

/// The rank of each token by its bytes.
using Ranks = std::unordered_map<std::string, std::uint32_t>;

/// Reads a `.tiktoken` file that is known to be good. Throws std::runtime_error where it cannot be opened.
[[nodiscard]] Ranks read_ranks(const std::string& path);

/// The tokens of one piece by tiktoken's rule: the piece itself if it is a token; else, starting from single
/// bytes, the two neighbours whose concatenated bytes have the lowest rank become one, leftmost first, until
/// no two neighbours make a token. O(n²) in the size of the piece.
[[nodiscard]] std::vector<std::uint32_t> merge(const Ranks& ranks, std::string_view piece);

}  // namespace tokmill::reference

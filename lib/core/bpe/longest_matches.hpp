#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// What the vocabulary has at a position of a text.
struct LongestMatch {
  TokenId token;        ///< The longest token that starts there, or no_token.
  std::uint32_t bytes;  ///< The number of bytes that some token starts with.
};

/// The longest match at each position of `text`. Precondition: less than 2³² bytes.
///
/// Walks the trie from each position; if that takes many steps per byte, as in a run of a character that long tokens
/// are made of, walks it in the order of the suffixes of the text. Each walk then continues where it leaves the walk
/// before it, so every node of the trie is visited at most once.
///
/// Time: O(n log n) for n bytes, plus the number of nodes.
[[nodiscard]] std::vector<LongestMatch> longest_matches(const Vocabulary& vocabulary, std::string_view text);

}  // namespace tokmill::bpe

#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bpe/vocabulary_image.hpp"

namespace tokmill::bpe {

/// A trie as the image holds it.
struct DoubleArray {
  std::vector<TrieNode> nodes;  // a multiple of 256, so that base XOR byte is always inside
  std::uint32_t root_base;
};

/// The trie of `keys`, which are sorted by their bytes, distinct and not empty, each with its token. Throws
/// std::length_error if the trie needs more nodes than a node can address (trie_base_limit).
[[nodiscard]] DoubleArray make_double_array(const std::vector<std::pair<std::string_view, TokenId>>& keys);

}  // namespace tokmill::bpe

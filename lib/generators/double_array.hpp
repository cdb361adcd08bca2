#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "bpe/vocabulary_image.hpp"

namespace tokmill::generators {

/// A trie as the image holds it.
struct DoubleArray {
  std::vector<bpe::TrieNode> nodes;  // a multiple of 256, so that base XOR byte is always inside
  std::uint32_t root_base;
};

/// The trie of `keys`, which are sorted by their bytes, distinct and not empty, each with its token.
[[nodiscard]] DoubleArray make_double_array(const std::vector<std::pair<std::string_view, bpe::TokenId>>& keys);

}  // namespace tokmill::generators

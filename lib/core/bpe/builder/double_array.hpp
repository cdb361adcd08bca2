#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bpe/vocabulary_image.hpp"
#include "tokmill/result.hpp"

namespace tokmill::bpe {

/// A trie in the format of Section::trie.
struct DoubleArray {
  std::vector<TrieNode> nodes;  // the size is a multiple of 256, so that base XOR byte is always a valid index
  std::uint32_t root_base;
};

/// Returns the trie that maps each key to its token. Precondition: the keys are sorted by bytes, distinct and not
/// empty.
/// Errors: unsupported_vocabulary (position: 0) if a node's base would not be below `base_limit`, a parameter for tests.
[[nodiscard]] Result<DoubleArray> make_double_array(const std::vector<std::pair<std::string_view, TokenId>>& keys,
                                                    std::uint32_t base_limit = trie_base_limit);

}  // namespace tokmill::bpe

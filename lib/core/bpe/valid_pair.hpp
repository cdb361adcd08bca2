#pragma once

#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// Whether merging the concatenated bytes of `left` and `right` gives these two tokens again.
///
/// Undoes the merges of both tokens, the last one first. At each step, checks whether the two tokens at the boundary
/// would have merged with each other before the merge that was just undone. If ranks are equal, the merge on the left
/// is first.
[[nodiscard]] inline bool is_valid_pair(const Vocabulary& vocabulary, TokenId left, TokenId right) noexcept {
  TokenId undone = no_token;  // a merge across the boundary with a lower rank than this would have been first
  while (true) {
    if (vocabulary.merged(left, right) < undone) return false;
    if (left < byte_values && right < byte_values) return true;
    if (left > right) {
      undone = left;
      left = vocabulary.last_merge(left).right;
    } else {
      undone = right + 1;
      right = vocabulary.last_merge(right).left;
    }
  }
}

}  // namespace tokmill::bpe

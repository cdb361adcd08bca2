#pragma once

#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// Whether `left` and `right`, merged alone, stay two tokens. Undoes the merges of both from the last to the
/// first, as time running backwards, and asks at each step whether the two at the boundary would have merged
/// with each other before the merge that was undone. Among equal ranks a merge on the left comes first.
[[nodiscard]] inline bool is_valid_pair(const Vocabulary& vocabulary, TokenId left, TokenId right) noexcept {
  TokenId undone = no_token;  // a merge across the boundary of a lower rank than this would have come first
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

#pragma once

#include "core/bpe/vocabulary_image.hpp"

namespace tokmill::bpe {

/// is_valid_pair for a vocabulary in which some tokens have a lower rank than their parts.
///
/// Merging goes in *phases*: in the phase of a rank, all pairs of this rank merge, from left to right, and after each of
/// them at once the pairs of lower ranks that it makes possible. So the phase of a token is the highest rank of the
/// merges that make it (Section::phases), and at the end of a phase no pair of its rank or a lower one is left. Of two
/// tokens of one phase, the left one is made first.
///
/// Two tokens at the boundary stay next to each other until the one that is merged first, here the undone one, is made.
/// If that is in a later phase than they are, they would have merged with each other in any phase before. If one of them
/// is made in this very phase, it is merged at once, unless it waits for the token on its right.
template <class Merges>
[[nodiscard]] bool is_valid_pair_by_phase(const Merges& vocabulary, TokenId left, TokenId right) noexcept {
  const TokenId* const phases = vocabulary.phases();
  TokenId undone = no_token;
  while (true) {
    if (vocabulary.merged(left, right) < undone) return false;
    if (left < byte_values && right < byte_values) return true;
    if (phases[left] > phases[right]) {
      const LastMerge last = vocabulary.last_merge(left);
      undone = phases[last.right] == phases[left] ? left : phases[left];
      left = last.right;
    } else {
      const LastMerge last = vocabulary.last_merge(right);
      const bool is_at_once = phases[last.left] == phases[right] && phases[last.right] != phases[right];
      undone = (is_at_once ? right : phases[right]) + 1;
      right = last.left;
    }
  }
}

/// Whether merging the concatenated bytes of `left` and `right` gives these two tokens again.
///
/// Undoes the merges of both tokens, the last one first. At each step, checks whether the two tokens at the boundary
/// would have merged with each other before the merge that was just undone. If ranks are equal, the merge on the left
/// is first.
///
/// `vocabulary` is a Vocabulary, or a MergeTable while one is built.
template <class Merges>
[[nodiscard]] bool is_valid_pair(const Merges& vocabulary, TokenId left, TokenId right) noexcept {
  if (vocabulary.phases() != nullptr) return is_valid_pair_by_phase(vocabulary, left, right);
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

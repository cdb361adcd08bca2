#pragma once

// Turns a piece that is not a token into tokens. The rule, which is tiktoken's: start with single bytes; of all pairs
// of adjacent tokens whose concatenation is a token, repeatedly merge the pair of the lowest rank, the leftmost one
// first if ranks are equal, until there is no such pair.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// The maximum size in bytes of a piece for merge_short, whose time is quadratic.
inline constexpr std::size_t longest_short_merge = 64;

/// Writes the tokens of `piece` to `tokens`, which has space for piece.size() tokens, and returns their number. Applies
/// the rule directly, in O(n²) time for n bytes. Allocates nothing. Precondition: 1 to longest_short_merge bytes.
std::size_t merge_short(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens) noexcept;

/// Whether two adjacent bytes of `piece` are not adjacent in any token. If so, the piece is not a token.
[[nodiscard]] inline bool has_impossible_pair(const Vocabulary& vocabulary, std::string_view piece) noexcept {
  for (std::size_t at = 1; at < piece.size(); ++at) {
    if (!vocabulary.may_be_adjacent(static_cast<unsigned char>(piece[at - 1]), static_cast<unsigned char>(piece[at]))) {
      return true;
    }
  }
  return false;
}

/// Gives the same tokens as merge_short for a piece that is not a token. Divides the piece wherever no token has its two
/// bytes next to each other, and merges each part alone: no merge spans such a position. Faster than merge_short for
/// text in which few bytes merge, such as U+FFFD between control characters and punctuation.
std::size_t merge_divided(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens) noexcept;

/// The maximum size in bytes of a piece for merge_block.
inline constexpr std::size_t longest_block = 31;

/// Gives the same tokens as merge_short, for 1 to longest_block bytes. First looks up all tokens that occur anywhere in
/// the piece, using the trie; then merges without further lookups and without data-dependent branches. Faster than
/// merge_short if tokens are short, as in random text; if they are long, most of the lookups are wasted.
std::size_t merge_block(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens) noexcept;

/// The maximum size in bytes of a piece for merge_rounds.
inline constexpr std::size_t longest_rounds = 1024;

/// Gives the same tokens as merge_short, for 1 to longest_rounds bytes, or returns 0 if the piece needs too much work:
/// at most about 24 steps per byte. Each round merges all pairs of the lowest rank, from left to right. Fast for pieces
/// in which few different pairs occur, such as `--------`: each round then halves the piece.
///
/// Merging a whole round at once is correct because a merge has a higher rank than the merges of its parts, so no pair
/// that a round makes has to be merged before the round ends. Returns 0 for vocabularies in which some have not.
std::size_t merge_rounds(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens) noexcept;

/// Whether merge_rounds is likely to be the fastest for a piece of at least 16 bytes: whether few different pairs of
/// adjacent bytes occur in its first 64 bytes, or the second half of these bytes has none that the first half lacks.
/// Constant time.
[[nodiscard]] bool is_repetitive(std::string_view piece) noexcept;

/// Buffers that merge_long reuses between calls, so that merging many pieces allocates rarely.
struct LongMergeMemory {
  std::vector<std::uint64_t> dead_ends;  // one bit per byte offset; empty until backtracking starts
};

/// Appends the tokens of `piece` to `tokens`. Takes any size from 1 byte, in linear time and without recursion.
///
/// Based on this property: a sequence of tokens is the result of the rule exactly if each pair of adjacent tokens is
/// valid (is_valid_pair). So the tokens of a prefix, once found, only ever change at their end. If tokens are short or
/// the piece repeats itself, it is merged in blocks that overlap by two tokens (merge_block, merge_rounds), otherwise
/// by backtracking over longest matches; each method can continue where another stopped. Backtracking and its proof are
/// from the README of the Rust crate `bpe` (github/rust-gems), sections "Properties of BPE" and "Backtracking".
void merge_long(const Vocabulary& vocabulary, std::string_view piece, std::vector<TokenId>& tokens,
                LongMergeMemory& memory);

}  // namespace tokmill::bpe

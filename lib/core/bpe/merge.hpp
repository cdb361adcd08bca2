#pragma once

// Turning a piece that is no token into tokens. The rule (tiktoken's): of all neighbours whose bytes
// together are a token, those of the lowest rank merge first, the leftmost first among equals; until there
// are none.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// The longest piece that merge_short takes, in bytes. Its time grows with the square, that of merge_long does not.
inline constexpr std::size_t longest_short_merge = 64;

/// Writes the tokens of `piece` to `tokens`, which has room for one a byte, and returns how many there are.
/// Follows the rule to the letter; O(n²) for n bytes, of which there are few. Allocates
/// nothing. Precondition: 1 to longest_short_merge bytes.
std::size_t merge_short(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens) noexcept;

/// The longest text that merge_block takes, in bytes.
inline constexpr std::size_t longest_block = 31;

/// The same for at most longest_block bytes, in another way: looks up all tokens that the piece has anywhere, in the
/// trie, and then merges without asking the vocabulary again or branching on what it said. The faster where tokens are
/// short, as in random text; where they are long, most of those it looks up are never needed.
std::size_t merge_block(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens) noexcept;

/// Memory that merge_long keeps between calls, so that one who merges many pieces allocates seldom.
struct LongMergeMemory {
  std::vector<std::uint64_t> dead_ends;  // one bit a byte offset, since backtracking began; else empty
};

/// Appends the tokens of `piece` to `tokens`. For any number of bytes from 1, in linear time and without recursion.
///
/// It rests on this: a sequence of tokens is what the rule gives exactly where every two neighbours, merged alone, stay
/// as they are; so the tokens of a text up to some place, once found, are a start that can only be taken back from its
/// end. Where tokens are short the text is merged in blocks that overlap by two tokens; elsewhere by backtracking over
/// longest matches. Both may go on from where the other stopped. The idea of backtracking, with its reasons, is from the
/// README of the Rust crate `bpe` (github/rust-gems), sections "Properties of BPE" and "Backtracking".
void merge_long(const Vocabulary& vocabulary, std::string_view piece, std::vector<TokenId>& tokens,
                LongMergeMemory& memory);

}  // namespace tokmill::bpe

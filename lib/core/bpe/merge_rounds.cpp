#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "core/bpe/merge.hpp"

namespace tokmill::bpe {
namespace {

// The number of tokens that all rounds together may look at, per byte of the piece. Backtracking is about as fast as
// this many steps.
constexpr std::size_t max_steps = 24;

// A pair that a round makes, and its rank. Equal pairs mostly follow each other.
struct RememberedPair {
  TokenId left = no_token;
  TokenId right = no_token;
  TokenId rank = no_token;

  TokenId rank_of(const Vocabulary& vocabulary, TokenId new_left, TokenId new_right) noexcept {
    if (new_left != left || new_right != right) {
      left = new_left;
      right = new_right;
      rank = vocabulary.merged(left, right);
    }
    return rank;
  }
};

}  // namespace

bool is_repetitive(std::string_view piece) noexcept {
  const std::size_t sample = std::min(piece.size() - 1, std::size_t{64});
  std::uint64_t pairs = 0;  // a set of hashed bits
  const auto add = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      const auto left = static_cast<unsigned char>(piece[i]);
      const auto right = static_cast<unsigned char>(piece[i + 1]);
      pairs |= std::uint64_t{1} << ((left * 29U + right * 3U) % 64);
    }
  };
  add(0, sample / 2);
  const std::uint64_t first_half = pairs;
  add(sample / 2, sample);
  return pairs == first_half || static_cast<std::size_t>(std::popcount(pairs)) * 3 <= sample;
}

std::size_t merge_rounds(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens) noexcept {
  if (vocabulary.phases() != nullptr) return 0;
  // ranks[i] is the token that tokens[i] and tokens[i + 1] merge into, or no_token, which is larger than any token.
  TokenId ranks[longest_rounds];
  std::size_t size = piece.size();
  const auto byte = [piece](std::size_t i) { return static_cast<unsigned char>(piece[i]); };
  TokenId lowest = no_token;
  for (std::size_t i = 0; i + 1 < size; ++i) {
    ranks[i] = vocabulary.merged_bytes(byte(i), byte(i + 1));
    lowest = std::min(lowest, ranks[i]);
  }
  for (std::size_t i = 0; i < size; ++i) tokens[i] = vocabulary.byte_token(byte(i));
  ranks[size - 1] = no_token;

  std::size_t steps = max_steps * size;
  while (lowest != no_token) {
    if (steps < size) return 0;
    steps -= size;
    const TokenId merged = lowest;
    lowest = no_token;
    RememberedPair before;  // an old token and a new one
    RememberedPair after;   // a new token and an old one
    RememberedPair both;    // two new tokens
    std::size_t kept = 0;
    bool previous_is_new = false;
    for (std::size_t i = 0; i < size;) {
      const bool is_new = ranks[i] == merged;
      const TokenId token = is_new ? merged : tokens[i];
      if (kept > 0) {
        TokenId rank = ranks[i - 1];
        if (is_new || previous_is_new) {
          RememberedPair& pair = !is_new ? after : previous_is_new ? both : before;
          rank = pair.rank_of(vocabulary, tokens[kept - 1], token);
        }
        ranks[kept - 1] = rank;
        lowest = std::min(lowest, rank);
      }
      tokens[kept++] = token;
      previous_is_new = is_new;
      i += is_new ? 2 : 1;
    }
    size = kept;
    ranks[size - 1] = no_token;
  }
  return size;
}

}  // namespace tokmill::bpe

#include <algorithm>
#include <bit>
#include <cstdint>

#include "core/bpe/merge.hpp"

namespace tokmill::bpe {
namespace {

// A position between two bytes, counted from 1: the first byte of the piece is between positions 1 and 2. Position 0 is
// a sentinel, so that the token before the first one can be updated without a branch.
using Position = unsigned;

constexpr Position positions = 32;
static_assert(longest_block == positions - 1);

// A possible merge as one number: the rank of the merge, which is the id of the new token, in the high bits, and the
// position at which that token starts in the low bits. The minimum is the leftmost merge of the lowest rank.
using Step = std::uint32_t;
constexpr unsigned position_bits = 5;
static_assert(token_id_bits + position_bits < 32);
constexpr Step step_of(TokenId merged, Position start) noexcept { return merged << position_bits | start; }
constexpr Step no_step = step_of(no_token, 0);  // this and all larger values mean "no merge"

Step minimum(const Step (&steps)[positions]) noexcept {
  // Four independent minima, so that the comparisons do not wait for each other.
  Step a = steps[0];
  Step b = steps[1];
  Step c = steps[2];
  Step d = steps[3];
  for (Position i = 4; i < positions; i += 4) {
    a = std::min(a, steps[i]);
    b = std::min(b, steps[i + 1]);
    c = std::min(c, steps[i + 2]);
    d = std::min(d, steps[i + 3]);
#if defined(__GNUC__)
    // Keep the minima in scalar registers: a vector load of steps that were just stored one by one would stall on store
    // forwarding.
    asm("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d));
#endif
  }
  return std::min(std::min(a, b), std::min(c, d));
}

// A set of positions, one bit each. Used for the starts of the current tokens, plus two positions from the end of the
// piece on.
using PositionSet = std::uint64_t;
constexpr PositionSet only(Position position) noexcept { return PositionSet{1} << position; }
constexpr PositionSet below(Position position) noexcept { return only(position) - 1; }
constexpr Position first_of(PositionSet set) noexcept { return static_cast<Position>(std::countr_zero(set)); }
constexpr Position last_of(PositionSet set) noexcept { return static_cast<Position>(63 - std::countl_zero(set)); }
constexpr PositionSet without_first(PositionSet set) noexcept { return set & (set - 1); }

// All tokens in a piece: [start][end - 2] is the token from `start` to `end`, or no_token. An end one position after
// that of the piece may be read too.
using TokensIn = TokenId[positions][positions];

}  // namespace

std::size_t merge_block(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens) noexcept {
  const auto size = static_cast<Position>(piece.size());
  const Position end = size + 1;

  TokensIn tokens_in;
  std::fill_n(&tokens_in[0][0], (size + 1) * positions, no_token);
  for (Position start = 1; start < end; ++start) {
    TokenId* next = &tokens_in[start][start - 1];
    vocabulary.for_each_prefix(piece.data() + (start - 1), piece.data() + size,
                               [&next](TokenId token) { *next++ = token; });
  }

  Step steps[positions];
  std::fill_n(steps, positions, no_step);
  for (Position start = 1; start < size; ++start) steps[start] = step_of(tokens_in[start][start], start);

  PositionSet starts = below(end + 2);
  while (true) {
    const Step step = minimum(steps);
    if (step >= no_step) break;
    // Merge the token at `left` with the one at `right`, which ends at `right_end`. The token after it ends at
    // `next_end`, the token before it starts at `before`.
    const Position left = step % positions;
    const PositionSet above = starts & ~below(left + 1);
    const Position right = first_of(above);
    const Position right_end = first_of(without_first(above));
    const Position next_end = first_of(without_first(without_first(above)) | only(end + 1));
    const Position before = last_of(starts & below(left));
    starts &= ~only(right);
    steps[right] = no_step;
    steps[left] = step_of(tokens_in[left][next_end - 2], left);
    steps[before] = step_of(tokens_in[before][right_end - 2], before);
  }

  std::size_t count = 0;
  Position start = 1;
  for (PositionSet ends = starts & below(end + 1) & ~below(2); ends != 0; ends = without_first(ends)) {
    tokens[count++] = tokens_in[start][first_of(ends) - 2];
    start = first_of(ends);
  }
  return count;
}

}  // namespace tokmill::bpe

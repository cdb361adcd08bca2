#include <algorithm>
#include <bit>
#include <cstdint>

#include "core/bpe/merge.hpp"

namespace tokmill::bpe {
namespace {

// A place between two bytes, counted from 1: the first byte of the piece lies between places 1 and 2. Place 0 is before
// everything, so that the part before the first one can be written about without asking whether there is one.
using Place = unsigned;

constexpr Place places = 32;
static_assert(longest_block == places - 1);

// What is to merge next, as one number: the rank of the merge, which is the token that it makes, above the place where
// that token starts. The least of them is the merge of the lowest rank, and of equals the leftmost.
using Step = std::uint32_t;
constexpr unsigned place_bits = 5;
static_assert(token_id_bits + place_bits < 32);
constexpr Step step_of(TokenId merged, Place start) noexcept { return merged << place_bits | start; }
constexpr Step no_step = step_of(no_token, 0);  // the first that stands for no merge

Step least(const Step (&steps)[places]) noexcept {
  // Four at a time: the processor need not wait for one comparison before it makes the next.
  Step a = steps[0];
  Step b = steps[1];
  Step c = steps[2];
  Step d = steps[3];
  for (Place i = 4; i < places; i += 4) {
    a = std::min(a, steps[i]);
    b = std::min(b, steps[i + 1]);
    c = std::min(c, steps[i + 2]);
    d = std::min(d, steps[i + 3]);
#if defined(__GNUC__)
    // Each in a register of its own: a vector of steps that were just written one by one has to wait for all of them.
    asm("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d));
#endif
  }
  return std::min(std::min(a, b), std::min(c, d));
}

// Sets of places, a bit each. The places where parts start are one, with two more above the end of the piece.
using Places = std::uint64_t;
constexpr Places only(Place place) noexcept { return Places{1} << place; }
constexpr Places below(Place place) noexcept { return only(place) - 1; }
constexpr Place first_of(Places set) noexcept { return static_cast<Place>(std::countr_zero(set)); }
constexpr Place last_of(Places set) noexcept { return static_cast<Place>(63 - std::countl_zero(set)); }
constexpr Places without_first(Places set) noexcept { return set & (set - 1); }

// The tokens in a piece: [start][end - 2], no_token where the bytes between are none. An end one beyond that of the piece
// may be asked for as well.
using TokensIn = TokenId[places][places];

}  // namespace

std::size_t merge_block(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens) noexcept {
  const auto size = static_cast<Place>(piece.size());
  const Place end = size + 1;

  TokensIn tokens_in;
  std::fill_n(&tokens_in[0][0], (size + 1) * places, no_token);
  for (Place start = 1; start < end; ++start) {
    TokenId* next = &tokens_in[start][start - 1];
    vocabulary.for_each_start(piece.data() + (start - 1), piece.data() + size, [&next](TokenId token) { *next++ = token; });
  }

  Step steps[places];
  std::fill_n(steps, places, no_step);
  for (Place start = 1; start < size; ++start) steps[start] = step_of(tokens_in[start][start], start);

  Places starts = below(end + 2);
  while (true) {
    const Step step = least(steps);
    if (step >= no_step) break;
    // The part at `left` takes in the one at `right`, which ends at `behind`; then comes one that ends at `far`.
    const Place left = step % places;
    const Places above = starts & ~below(left + 1);
    const Place right = first_of(above);
    const Place behind = first_of(without_first(above));
    const Place far = first_of(without_first(without_first(above)) | only(end + 1));
    const Place before = last_of(starts & below(left));
    starts &= ~only(right);
    steps[right] = no_step;
    steps[left] = step_of(tokens_in[left][far - 2], left);
    steps[before] = step_of(tokens_in[before][behind - 2], before);
  }

  std::size_t count = 0;
  Place start = 1;
  for (Places ends = starts & below(end + 1) & ~below(2); ends != 0; ends = without_first(ends)) {
    tokens[count++] = tokens_in[start][first_of(ends) - 2];
    start = first_of(ends);
  }
  return count;
}

}  // namespace tokmill::bpe

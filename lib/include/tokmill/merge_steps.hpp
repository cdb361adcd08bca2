#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

/// How merging makes the tokens of a piece, one step at a time: for explanations, not for speed.
namespace tokmill::inline TOKMILL_ABI {

/// Two tokens next to each other that can merge.
struct MergeCandidate {
  std::size_t position;  ///< The index of the left one among the tokens so far.
  TokenId id;            ///< The token that they merge into.
  std::uint32_t rank;    ///< The lowest one merges first; of equal ranks, the one on the left. In a rank file, the rank.

  friend bool operator==(const MergeCandidate&, const MergeCandidate&) = default;
};

/// One merge.
struct MergeStep {
  MergeCandidate chosen;
  std::vector<MergeCandidate> others;  ///< What else could merge, in order of position.
};

/// All merges of a piece.
struct MergeSteps {
  /// The piece is a token that merging does not make, so that nothing is merged.
  bool is_whole = false;

  std::vector<MergeStep> steps;
};

/// The longest piece of which merge_steps() shows the steps, in bytes.
inline constexpr std::size_t longest_explained_piece = 1024;

/// Merges a piece, which starts as one token for each byte. After the last step, the tokens are those of
/// Encoding::encode_piece(piece). Time: quadratic.
///
/// Errors: invalid_argument if the piece is empty or longer than longest_explained_piece; (position: the byte)
/// unsupported_vocabulary if the encoding merges characters instead of bytes, or has no token for a byte.
[[nodiscard]] TOKMILL_EXPORT Result<MergeSteps> merge_steps(const Encoding& encoding, std::string_view piece);

}  // namespace tokmill

#pragma once

#include <cstdint>

namespace tokmill::pretokenize::pattern {

/// What becomes of the matches of a step, in the words of tokenizer.json. Gaps between matches are pieces.
enum class Behavior : std::uint8_t {
  removed,               ///< They are dropped.
  isolated,              ///< Each is a piece.
  merged_with_previous,  ///< Each is part of the gap before it, if there is one.
  merged_with_next,      ///< Each is part of the gap after it, if there is one.
  contiguous,            ///< Adjacent matches are one piece.
};

/// Whether a part, a match or a gap, is joined to the part before it. With `invert`, gaps count as matches and matches
/// as gaps.
[[nodiscard]] constexpr bool joins(Behavior behavior, bool was_match, bool is_match) noexcept {
  switch (behavior) {
    case Behavior::removed:
    case Behavior::isolated: return false;
    case Behavior::merged_with_previous: return is_match && !was_match;
    case Behavior::merged_with_next: return was_match && !is_match;
    case Behavior::contiguous: break;
  }
  return was_match == is_match;
}

}  // namespace tokmill::pretokenize::pattern

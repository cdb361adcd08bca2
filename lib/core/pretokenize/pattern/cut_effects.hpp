#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/pretokenize/pattern/behavior.hpp"
#include "core/pretokenize/pattern/matcher.hpp"

namespace tokmill::pretokenize::pattern {

/// What a cut between two characters does to the pieces that a step makes of a text that contains both.
enum class CutEffect : std::uint8_t {
  ends_piece,  ///< A piece always ends there, and the pieces of both sides are the same if the text is cut.
  neutral,     ///< The same, or one piece, a gap, is cut in two and all others are the same.
  unsafe,      ///< None of these for certain.
};

/// The effects of cuts on one step, for all pairs of classes of the characters before and after the cut. They hold for
/// every text around the two.
class CutEffects {
 public:
  /// Time: at most some milliseconds. Pairs that are left then are unsafe.
  CutEffects(const Matcher& matcher, Behavior behavior, bool inverts);

  /// Precondition: no class is that of the end of the text. Constant time.
  [[nodiscard]] CutEffect between(ClassNumber before, ClassNumber after) const noexcept {
    return effects_[std::size_t{before} * class_count_ + after];
  }

 private:
  class Builder;

  std::size_t class_count_;  // without that of the end of the text
  std::vector<CutEffect> effects_;
};

}  // namespace tokmill::pretokenize::pattern

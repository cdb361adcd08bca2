#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/pretokenize/pattern/automaton.hpp"
#include "core/pretokenize/pattern/program.hpp"
#include "tokmill/result.hpp"

namespace tokmill::pretokenize::pattern {

/// An automaton that reads a text from its end to its start, and knows at each position whether a lookahead matches
/// there. Its state is the set of instructions from which the rest of the text can be matched.
class LookaheadAutomaton {
 public:
  /// The state before anything has been read.
  static constexpr Row initial = 0;

  /// `index` is that of the lookahead in the program. Errors: malformed_pattern (position 0) if a limit is exceeded; the
  /// message names the limit.
  [[nodiscard]] static Result<LookaheadAutomaton> make(const Program& program, std::size_t index);

  /// The state after a character, or the end of the text, of class `number`. `after_word`: the character before that one
  /// is a word character; matters only to patterns with \b. Constant time.
  [[nodiscard]] Row next(Row row, ClassNumber number, bool after_word) const noexcept {
    return transitions_[row + 2 * std::size_t{number} + (after_word ? 1 : 0)];
  }

  /// Whether the lookahead matches before the character that was read last.
  [[nodiscard]] bool matches(Row row) const noexcept { return matches_[row / row_size_]; }

 private:
  class Builder;

  std::vector<Row> transitions_;
  std::vector<bool> matches_;
  std::size_t row_size_ = 0;
};

}  // namespace tokmill::pretokenize::pattern

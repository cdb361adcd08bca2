#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/pretokenize/pattern/program.hpp"
#include "tokmill/result.hpp"

namespace tokmill::pretokenize::pattern {

/// What an automaton reads: the class of a character or of the end of the text, plus the number of classes times a bit
/// for each lookahead that matches before that character.
using Symbol = std::uint32_t;

/// A state of an automaton: the index of its row of transitions.
using Row = std::uint32_t;

/// The limits of an automaton: the entries of its table (1 MiB), and the instructions that are followed to make it.
inline constexpr std::size_t max_transitions = std::size_t{1} << 18;
inline constexpr std::size_t max_compilation_steps = 1'000'000;

/// A deterministic automaton that finds the end of the match of a pattern at one position: the match that a backtracking
/// matcher finds first. Each state is the list of alternatives that are left, in the order in which that matcher would
/// try them; those after one that has matched are dropped.
class Automaton {
 public:
  /// The row of the state in which no alternative is left.
  static constexpr Row dead = 0;

  /// Errors: malformed_pattern (position 0) if a limit is exceeded; the message names the limit.
  [[nodiscard]] static Result<Automaton> make(const Program& program);

  /// Where a symbol leads.
  struct Transition {
    Row next;
    bool matches;  // a match ends before the symbol; the longest such match so far is the one to take
  };

  /// Constant time. The end of the text leads to `dead`.
  [[nodiscard]] Transition transition(Row row, Symbol symbol) const noexcept {
    const std::uint32_t entry = transitions_[row + symbol];
    return {entry >> 1, (entry & 1) != 0};
  }

  /// The state at the start of a match. `after_word`: after a word character; matters only to patterns with \b.
  [[nodiscard]] Row start(bool after_word) const noexcept { return start_[after_word ? 1 : 0]; }

  /// Whether the character before the state is a word character. False if the pattern has no \b.
  [[nodiscard]] bool is_after_word(Row row) const noexcept { return after_word_[row / symbol_count_]; }

  [[nodiscard]] std::size_t symbol_count() const noexcept { return symbol_count_; }
  [[nodiscard]] std::size_t state_count() const noexcept { return after_word_.size(); }

 private:
  class Builder;

  std::vector<std::uint32_t> transitions_;  // 2 * next + matches
  std::vector<bool> after_word_;
  std::size_t symbol_count_ = 0;
  Row start_[2] = {};
};

}  // namespace tokmill::pretokenize::pattern

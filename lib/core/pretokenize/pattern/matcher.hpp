#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/pretokenize/pattern/automaton.hpp"
#include "core/pretokenize/pattern/character_map.hpp"
#include "core/pretokenize/pattern/lookahead.hpp"
#include "core/pretokenize/pattern/syntax_tree.hpp"
#include "tokmill/result.hpp"

namespace tokmill::pretokenize::pattern {

/// What a pattern takes as a character.
enum class Unit : std::uint8_t {
  character,    ///< a character of UTF-8
  mapped_byte,  ///< a byte, as the character that GPT-2's byte alphabet shows it as (U+0120 for a blank)
};

/// The character that GPT-2's byte alphabet shows a byte as: the byte itself if that is visible in Latin-1, otherwise
/// one from U+0100 on.
[[nodiscard]] char32_t mapped_byte(unsigned char byte) noexcept;

/// A compiled pattern. Immutable, so that any number of threads may use one.
class Matcher {
 public:
  /// Errors: malformed_pattern (position 0) if a limit is exceeded; the message names the limit.
  [[nodiscard]] static Result<Matcher> make(const SyntaxTree& tree);

  [[nodiscard]] const CharacterMap& characters() const noexcept { return characters_; }
  [[nodiscard]] const Automaton& automaton() const noexcept { return automaton_; }
  [[nodiscard]] const std::vector<LookaheadAutomaton>& lookaheads() const noexcept { return lookaheads_; }

  /// The class of a byte as a mapped_byte.
  [[nodiscard]] ClassNumber class_of_byte(unsigned char byte) const noexcept { return byte_classes_[byte]; }

  [[nodiscard]] bool has_boundary() const noexcept { return has_boundary_; }
  /// Whether a class consists of word characters. False if the pattern has no \b.
  [[nodiscard]] bool is_word(ClassNumber number) const noexcept { return word_.contains(number); }

  /// Whether a match may start before the symbol. False means that none does.
  [[nodiscard]] bool may_start(Symbol symbol) const noexcept { return may_start_[symbol] != 0; }

  /// Whether a match can be empty.
  [[nodiscard]] bool can_be_empty() const noexcept { return can_be_empty_; }

  /// Whether a match starts before every character of class `first`, whatever follows, and whatever is before it.
  [[nodiscard]] bool always_matches_from(ClassNumber first) const noexcept { return always_matches_[first] != 0; }

  /// Whether every attempt that comes to this state finds a match from there on, whatever follows.
  [[nodiscard]] bool always_matches_after(Row row) const noexcept {
    return must_match_[row / automaton_.symbol_count()];
  }

  /// Whether the matches of each text are the whole text.
  [[nodiscard]] bool matches_everything() const noexcept { return matches_everything_; }

  /// Whether steps() can be used: the pattern has no lookahead of more than one character, and cannot be empty.
  [[nodiscard]] bool has_steps() const noexcept { return !steps_.empty(); }

  /// The table for splitting adjacent matches without a branch per match: the transitions of the automaton, but where a
  /// match ends before the symbol, and none is left that could be longer, the next match starts with that symbol.
  /// Entries: see Step.
  [[nodiscard]] const std::uint32_t* steps() const noexcept { return steps_.data(); }

  /// The bits of an entry of steps(). The others, shifted by `row_shift`, are the next row.
  struct Step {
    static constexpr std::uint32_t ends = 1;     // a match ends before the symbol, and the next one starts there
    static constexpr std::uint32_t matches = 2;  // a match ends before the symbol, but a longer one may follow
    static constexpr std::uint32_t slow = 4;     // neither the next row nor the end of the match is known
    static constexpr unsigned row_shift = 3;
  };

 private:
  void find_certain_matches();
  void make_steps();

  CharacterMap characters_;
  Automaton automaton_;
  std::vector<LookaheadAutomaton> lookaheads_;
  ClassSet word_;
  std::array<ClassNumber, 256> byte_classes_{};
  std::vector<std::uint32_t> steps_;
  std::vector<std::uint8_t> may_start_;       // by symbol
  std::vector<std::uint8_t> always_matches_;  // by class
  std::vector<bool> must_match_;              // by state
  bool has_boundary_ = false;
  bool can_be_empty_ = false;
  bool matches_everything_ = false;
};

}  // namespace tokmill::pretokenize::pattern

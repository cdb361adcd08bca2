#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/pretokenize/pattern/behavior.hpp"
#include "core/pretokenize/pattern/character_map.hpp"
#include "core/pretokenize/pattern/matcher.hpp"

namespace tokmill::pretokenize::pattern {

/// A step that splits, for Fusion::make().
struct FusionStep {
  const Matcher* matcher;
  Behavior behavior;
  bool inverts;
};

/// Several steps, each of which splits the pieces of the one before it, as one automaton that reads a text once.
///
/// It follows all steps at the same time. Where the rest of the text decides what a step does (whether a match starts
/// at a blank, for example), its state is the set of all possibilities, and the ends of pieces that depend on it are
/// written when one is left. Two of them can wait: one before the character that was read last, and one at a mark.
class Fusion {
 public:
  /// nullopt if the steps cannot be fused: one drops text or has \b, a lookahead of more than one character or empty
  /// matches; more than two ends of pieces would have to wait; or the automaton would be too large (1 MiB). The
  /// work, in transitions of one step, is taken from `work_left`; also nullopt if that is used up. 200,000 take about
  /// 0.1 s.
  [[nodiscard]] static std::optional<Fusion> make(std::span<const FusionStep> steps, Unit unit, std::size_t& work_left);

  /// The progress in a text. `start` to `end` is what is left.
  struct Progress {
    const char* at;
    const char* end;
    std::uint32_t row = 0;
    const char* mark = nullptr;
    const char* previous = nullptr;  // the character before `at`
    bool is_finished = false;
  };

  /// Starts a text that is not empty. Precondition: it is UTF-8, unless the unit is a byte.
  [[nodiscard]] static Progress start(const char* begin, const char* end) noexcept { return {begin, end}; }

  /// The minimum capacity of next().
  static constexpr std::size_t min_capacity = 8;

  /// Writes the ends of the next pieces, none of which is empty, and returns their number. May return 0 although
  /// pieces are left. Precondition: capacity >= min_capacity.
  std::size_t next(Progress& progress, const char** ends, std::size_t capacity) const noexcept;

  [[nodiscard]] std::size_t state_count() const noexcept { return steps_.size() / symbol_count_; }

 private:
  class Builder;

  template <class Reader>
  std::size_t next_with(const Reader& reader, Progress& progress, const char** ends, std::size_t capacity) const noexcept;

  // The bits of an entry of steps_, in the order in which they take effect. The others are the next row.
  struct StepBits {
    static constexpr std::uint32_t ends_at_mark = 1;
    static constexpr std::uint32_t ends_at_previous = 2;
    static constexpr std::uint32_t ends_before = 4;  // the symbol
    static constexpr std::uint32_t marks_previous = 8;
    static constexpr unsigned row_shift = 4;
  };

  Unit unit_ = Unit::character;
  CharacterMap characters_;                          // of characters
  std::array<ClassNumber, 256> byte_classes_{};      // of bytes
  std::size_t symbol_count_ = 0;                     // the last one is the end of the text
  std::vector<std::uint32_t> steps_;
};

}  // namespace tokmill::pretokenize::pattern

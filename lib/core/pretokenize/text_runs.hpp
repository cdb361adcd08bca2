#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "core/pretokenize/rules.hpp"
#include "core/pretokenize/pre_tokenizer.hpp"

namespace tokmill::pretokenize {

/// Finds the end of a piece that starts anywhere in a text, if the text ended anywhere, without reading the whole of a
/// long piece: stores the ends of the runs of characters that the patterns distinguish, every KiB.
///
/// Memory: 96 bytes per KiB of text. Time to construct: linear, but text that is not in long runs is mostly skipped.
class TextRuns {
 public:
  /// Precondition: `text` is UTF-8. It must outlive this object.
  TextRuns(Pattern pattern, std::string_view text);

  /// The end of the piece that starts at `start`, for the text that ends at `end`: what the scalar machine of the
  /// pattern would write first. Reads at most a few KiB. Precondition: start < end, both between characters.
  [[nodiscard]] std::size_t piece_end(std::size_t start, std::size_t end) const noexcept;

  /// A run [start, end) of numbers.
  struct Run {
    std::size_t start;
    std::size_t end;
  };

  /// All runs of at least 2 KiB, in order, and some shorter ones. Within them, the pieces of a text have max_numbers
  /// numbers from where a piece starts; runs in which that is not certain are left out.
  [[nodiscard]] std::vector<Run> long_numbers() const;

 private:
  // Characters that runs consist of.
  enum Set : std::size_t {
    letters,
    numbers,
    punctuation,
    white_space,
    upper_phase,
    lower_phase,
    cjk_symbols,
    controls,
    cjk_controls,
    tail,
    set_count,
    han = letters,  // letters and phases are not sets of the same family
    ascii_letters = upper_phase,
    cjk_letters = lower_phase,
  };

  // Characters whose last one in a run matters.
  enum Mark : std::size_t { newline, any_case, mark_count };

  struct Checkpoint {
    std::array<std::size_t, set_count> run_ends;  // of the run at the checkpoint; the checkpoint if there is none
    // The end of the last such character before the checkpoint in the run that reaches it; 0 if there is none.
    std::array<std::size_t, mark_count> after_marks;
  };

  static constexpr std::size_t distance = 1024;

  [[nodiscard]] std::size_t position(std::size_t checkpoint) const noexcept;
  [[nodiscard]] std::size_t scan(Set set, std::size_t at, std::size_t end) const noexcept;
  [[nodiscard]] std::size_t scan_back(Mark mark, std::size_t from, std::size_t end) const noexcept;
  [[nodiscard]] std::size_t run_end(Set set, std::size_t at, std::size_t end) const noexcept;
  [[nodiscard]] std::size_t after_last(Mark mark, std::size_t from, std::size_t end) const noexcept;
  [[nodiscard]] std::size_t white_space_end(std::size_t start, std::size_t end) const noexcept;
  [[nodiscard]] std::size_t punctuation_end(std::size_t at, std::size_t end) const noexcept;
  [[nodiscard]] std::size_t word_end(std::size_t at, std::size_t end) const noexcept;
  [[nodiscard]] std::size_t gpt2_end(std::size_t start, std::size_t end) const noexcept;
  [[nodiscard]] std::size_t cl100k_end(std::size_t start, std::size_t end) const noexcept;
  [[nodiscard]] std::size_t o200k_end(std::size_t start, std::size_t end) const noexcept;
  [[nodiscard]] std::size_t deepseek_end(std::size_t start, std::size_t end) const noexcept;
  [[nodiscard]] std::size_t gap_end(Set controls_set, Set letters_set, std::size_t at, std::size_t end) const noexcept;
  [[nodiscard]] bool is_at(Set set, std::size_t at, std::size_t end) const noexcept;

  const Rules& rules_;
  std::array<ClassSet, set_count> classes_;
  std::string_view text_;
  std::vector<Checkpoint> checkpoints_;  // at the first character boundary at or after each multiple of `distance`
};

}  // namespace tokmill::pretokenize

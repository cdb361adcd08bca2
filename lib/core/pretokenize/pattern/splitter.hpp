#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/pretokenize/pattern/behavior.hpp"
#include "core/pretokenize/pattern/cut_effects.hpp"
#include "core/pretokenize/pattern/matcher.hpp"
#include "core/pretokenize/pattern/parser.hpp"
#include "core/pretokenize/pattern/scan.hpp"
#include "tokmill/result.hpp"

namespace tokmill::pretokenize::pattern {

/// One step of a pre-tokenizer. Immutable; copies share their tables.
class Step {
 public:
  /// Splits at the matches of a pattern. If `invert`, gaps are treated as matches and matches as gaps. Errors: see
  /// parse() and Matcher::make().
  [[nodiscard]] static Result<Step> split(std::string_view pattern, Flavor flavor, Behavior behavior, bool invert = false);

  /// Splits at the occurrences of `text`. Errors: malformed_pattern if it is empty, not UTF-8, or too long.
  [[nodiscard]] static Result<Step> split_literal(std::string_view text, Behavior behavior, bool invert = false);

  /// Hugging Face's Digits: splits off each digit, or each run of digits.
  [[nodiscard]] static Step digits(bool individual);

  /// Hugging Face's Punctuation.
  [[nodiscard]] static Step punctuation(Behavior behavior);

  /// Hugging Face's ByteLevel without its regular expression: later steps see each byte as a character of GPT-2's byte
  /// alphabet. Later steps of this kind change nothing.
  [[nodiscard]] static Step map_bytes();

  /// The regular expression of Hugging Face's ByteLevel, that of GPT-2. With map_bytes(), it makes
  /// ByteLevel(use_regex=true).
  [[nodiscard]] static Step gpt2();

  /// Null for map_bytes().
  [[nodiscard]] const Matcher* matcher() const noexcept { return matcher_.get(); }
  [[nodiscard]] Behavior behavior() const noexcept { return behavior_; }
  [[nodiscard]] bool inverts() const noexcept { return invert_; }

 private:
  Step() = default;
  static Result<Step> of_tree(const SyntaxTree& tree, Behavior behavior, bool invert);

  std::shared_ptr<const Matcher> matcher_;
  Behavior behavior_ = Behavior::isolated;
  bool invert_ = false;
};

/// A piece of a text.
struct Piece {
  const char* start;
  const char* end;

  friend bool operator==(const Piece&, const Piece&) = default;
};

/// A set of levels, which are the steps of a splitter without map_bytes(): bit n is level n.
using LevelSet = std::uint32_t;

/// A pre-tokenizer: steps, each of which splits the pieces of the step before it. A step sees nothing of the text outside
/// of its piece. Immutable, so that any number of threads may use one; copies share their tables.
class Splitter {
 public:
  /// The maximum number of steps.
  static constexpr std::size_t max_steps = 31;

  /// Errors: malformed_pattern (position: max_steps) if there are too many steps.
  [[nodiscard]] static Result<Splitter> make(std::vector<Step> steps);

  /// The pre-tokenizer of a rank file: the matches of `pattern` (fancy-regex) are the pieces, the rest of the text is
  /// dropped. Errors: see Step::split().
  [[nodiscard]] static Result<Splitter> rank_file(std::string_view pattern);

  [[nodiscard]] const std::vector<Step>& steps() const noexcept { return steps_; }

  /// Whether the pieces of each text are the whole text.
  [[nodiscard]] bool keeps_everything() const noexcept { return keeps_everything_; }

  /// Returns the first position at or after `from` at which the text can be cut in two without changing a piece; the
  /// size of the text if none is known within `reach` bytes. The start of the text is no cut. Preconditions: `text` is
  /// UTF-8, from <= text.size(). Time: linear in the number of bytes up to the cut.
  ///
  /// Whether a text can be cut between two characters depends on these two only, so a cut remains one if text is added
  /// on either side. For every pair of their classes it is known from the automata of the steps whether no match extends
  /// or looks across, and whether a piece always ends there. No cut is found:
  /// - in a piece;
  /// - where only more than two characters tell that a piece ends, such as before the last of several blanks in
  ///   `\s+(?!\S)|\s+`, or between two digits;
  /// - in gaps that are kept and that no later step splits, and next to text that joins them if the behavior joins.
  /// So patterns in use have cuts between a letter and a blank or punctuation, in any script, and none in a run of
  /// letters (Thai or Chinese without punctuation), of digits, of blanks, or of punctuation.
  [[nodiscard]] std::size_t safe_cut(std::string_view text, std::size_t from, std::size_t reach) const noexcept;

  /// Returns the last such position at or after `from`; std::string_view::npos if there is none. All pieces that end at
  /// or before it are known, whatever text is added. Preconditions and cuts as for safe_cut(). Time: linear in the number
  /// of bytes after the cut.
  [[nodiscard]] std::size_t last_safe_cut(std::string_view text, std::size_t from) const noexcept;

 private:
  friend class SplitRun;

  // One step that splits.
  struct Level {
    const Matcher* matcher;
    Behavior behavior;
    bool inverts;
    Unit unit;
    LevelSet after_ascii_match;  // the levels after this one that may split a match of this one that is ASCII
  };

  void make_levels();
  void find_safe_cuts();
  [[nodiscard]] bool is_safe_between(const char* at) const noexcept;
  [[nodiscard]] bool is_safe_cut(std::string_view text, std::size_t at) const noexcept;

  std::vector<Step> steps_;
  std::vector<Level> levels_;
  bool keeps_everything_ = true;
  // For each byte, the levels in which a match may start at it, or at a character that starts with it.
  std::array<LevelSet, 256> starts_{};
  std::shared_ptr<const std::vector<CutEffects>> cut_effects_;        // of each level
  std::shared_ptr<const std::bitset<128 * 128>> safe_ascii_pairs_;  // by the characters before and after a cut
};

/// The pieces of one text, in order. None is empty. If a step follows map_bytes(), they may start and end inside of a
/// character.
///
/// Time: linear in the size of the text times the number of steps, for all calls of next() together. Memory: constant,
/// except for 4 bytes per byte of a text of a pattern with a lookahead of more than one character, and for what
/// attempts note that read far beyond their match (FutileStates).
class SplitRun {
 public:
  /// `splitter` and `text` must outlive this object. Precondition: `text` is UTF-8.
  SplitRun(const Splitter& splitter, std::string_view text);
  SplitRun(const SplitRun&) = delete;
  SplitRun& operator=(const SplitRun&) = delete;

  /// Writes the next pieces and returns their number: at most `capacity`, 0 exactly if there are none left.
  /// Precondition: capacity > 0.
  std::size_t next(Piece* pieces, std::size_t capacity);

  /// The number of pieces that are split at once.
  static constexpr std::size_t batch = 512;

 private:
  // A piece between two levels.
  struct Part {
    Piece piece;
    LevelSet may_match;  // levels that the characters of the piece do not rule out
    LevelSet may_split;  // levels that have to look at it
  };

  // The progress of one level.
  struct Progress {
    explicit Progress(const Splitter::Level& level_of_splitter)
        : level(&level_of_splitter), scan(*level_of_splitter.matcher, level_of_splitter.unit) {}

    const Splitter::Level* level;
    Scan scan;
    bool is_scanning = false;
    LevelSet later = 0;           // the levels after this one
    LevelSet may_match = 0;       // of the piece that is being split
    const char* start = nullptr;  // of the next part
    Piece pending{};              // the last part, to which the next one may be joined
    bool has_pending = false;
    bool was_match = false;             // the last part
    std::array<Part, batch + 2> parts;  // one for what was pending, and one that is written before it is known if it is kept
    std::size_t first = 0;  // of the parts that have not been taken
    std::size_t count = 0;
  };

  bool take(std::size_t levels, Part& part);
  bool fill(std::size_t levels);
  void split_some(std::size_t index);
  void add(const Piece& piece, bool is_kept, bool is_match, Progress& progress) const;

  const Splitter& splitter_;
  std::vector<std::unique_ptr<Progress>> levels_;
  Piece text_;
  bool text_is_left_;
};

}  // namespace tokmill::pretokenize::pattern

#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/pretokenize/pattern/behavior.hpp"
#include "core/pretokenize/pattern/cut_effects.hpp"
#include "core/pretokenize/pattern/fusion.hpp"
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

/// Pieces of a text that follow each other without a gap: [start, ends[0]), [ends[0], ends[1]) and so on.
struct PieceRun {
  const char* start;
  const char* const* ends;
  std::size_t count;
};

/// A set of levels, which are the steps of a splitter without map_bytes(), or of stages: bit n is level or stage n.
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

  // One pass over the pieces of the stage before it: one level, or several that are fused.
  struct Stage {
    std::size_t level;                     // the first one
    std::shared_ptr<const Fusion> fusion;  // null if it is one level that is not fused
    LevelSet after_ascii_match;            // as that of a level, of stages
    bool keeps_all;                        // every part is a piece, and none is empty
  };

  void make_levels();
  void make_stages();
  void find_safe_cuts();
  [[nodiscard]] bool is_safe_between(const char* at) const noexcept;
  [[nodiscard]] bool is_safe_cut(std::string_view text, std::size_t at) const noexcept;

  std::vector<Step> steps_;
  std::vector<Level> levels_;
  std::vector<Stage> stages_;
  bool keeps_everything_ = true;
  // For each byte, the stages in which a match may start at it, or at a character that starts with it.
  std::array<LevelSet, 256> starts_{};
  std::shared_ptr<const std::vector<CutEffects>> cut_effects_;        // of each level
  std::shared_ptr<const std::bitset<128 * 128>> safe_ascii_pairs_;  // by the characters before and after a cut
};

/// The pieces of one text after another, in order. None is empty. If a step follows map_bytes(), they may start and end
/// inside of a character.
///
/// Time: linear in the size of the text times the number of steps, for all calls of next() together. Memory: 16 KB per
/// step, except for 4 bytes per byte of a text of a pattern with a lookahead of more than one character, and for what
/// attempts note that read far beyond their match (FutileStates). It is kept for the next text, so a thread that splits
/// many short texts should keep its run.
class SplitRun {
 public:
  /// Starts with an empty text. `splitter` must outlive this object.
  explicit SplitRun(const Splitter& splitter);
  /// Starts with `text`, as reset() does.
  SplitRun(const Splitter& splitter, std::string_view text) : SplitRun(splitter) { reset(text); }
  SplitRun(const SplitRun&) = delete;
  SplitRun& operator=(const SplitRun&) = delete;

  /// Starts a text, whatever is left of the last one. `text` must outlive all calls of next(). Precondition: `text` is
  /// UTF-8.
  void reset(std::string_view text);

  /// Writes the next pieces and returns their number: at most `capacity`, 0 exactly if there are none left.
  /// Precondition: capacity > 0.
  std::size_t next(Piece* pieces, std::size_t capacity);

  /// Returns the next pieces that follow each other: at least one, and at most `batch`; none exactly if there are none
  /// left. They end where text is dropped, or earlier. `ends` is valid until the next call of a function of this object.
  PieceRun next();

  /// The number of pieces that are split at once.
  static constexpr std::size_t batch = 512;

 private:
  // A piece between two stages.
  struct Part {
    Piece piece;
    LevelSet may_match;  // stages that the characters of the piece do not rule out
    LevelSet may_split;  // stages that have to look at it
  };

  // The progress of one stage.
  struct Progress {
    Progress(const Splitter& splitter, std::size_t index);

    void start(const Part& part);
    std::size_t next_ends(const char** ends, bool* are_matches, std::size_t capacity);
    [[nodiscard]] bool is_finished() const;

    const Splitter::Stage* stage;
    const Splitter::Level* level;
    std::optional<Scan> scan;        // if it is not fused
    Fusion::Progress fused{};        // if it is
    bool is_scanning = false;
    LevelSet later;                  // the stages after this one
    LevelSet may_match = 0;          // of the piece that is being split
    const char* part_start = nullptr;  // of the next part
    const char* no_start_before = nullptr;  // no match of later stages starts from the next part up to here
    Piece pending{};                 // the last part, to which the next one may be joined
    bool has_pending = false;
    bool was_match = false;          // the last part
    // One for what was pending, and one that is written before it is known if it is kept. Null if the parts are not kept.
    std::unique_ptr<Part[]> parts;
    std::size_t first = 0;  // of the parts that have not been taken
    std::size_t count = 0;
  };

  bool take(std::size_t stages, Part& part);
  bool fill(std::size_t stages);
  void split_some(std::size_t index);
  LevelSet find_starts(const Piece& piece, Progress& progress) const;
  void add(const Piece& piece, bool is_kept, bool is_match, Progress& progress) const;
  PieceRun split_run();
  PieceRun collect_run();

  const Splitter& splitter_;
  std::vector<std::unique_ptr<Progress>> stages_;
  Piece text_{};
  bool text_is_left_ = false;
  bool has_held_ = false;
  Part held_{};      // the next part of the last stage but one
  PieceRun rest_{};  // what next(Piece*, std::size_t) has not given out
  std::array<const char*, batch> ends_;
};

}  // namespace tokmill::pretokenize::pattern

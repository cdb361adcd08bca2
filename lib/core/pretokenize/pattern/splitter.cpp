#include "core/pretokenize/pattern/splitter.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "tokmill/utf8.hpp"

namespace tokmill::pretokenize::pattern {
namespace {

#include "core/pretokenize/pattern/step_tables.inc"

// The text in Hugging Face's ByteLevel.
constexpr std::string_view gpt2_pattern = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

template <std::size_t size>
SyntaxTree one_of_table(const unicode::CodePointRange (&table)[size]) {
  return one_of(unicode::CodePointSet({std::begin(table), std::end(table)}));
}

}  // namespace

Result<Step> Step::of_tree(const SyntaxTree& tree, Behavior behavior, bool invert) {
  Result<Matcher> matcher = Matcher::make(tree);
  if (!matcher) return std::move(matcher).error();
  Step step;
  step.matcher_ = std::make_shared<const Matcher>(*std::move(matcher));
  step.behavior_ = behavior;
  step.invert_ = invert;
  return step;
}

Result<Step> Step::split(std::string_view pattern, Flavor flavor, Behavior behavior, bool invert) {
  const Result<SyntaxTree> tree = parse(pattern, flavor);
  if (!tree) return tree.error();
  return of_tree(*tree, behavior, invert);
}

Result<Step> Step::split_literal(std::string_view text, Behavior behavior, bool invert) {
  if (text.empty()) return Error{ErrorCode::malformed_pattern, "an empty text to split at is not supported", 0};
  if (text.size() > max_pattern_size) {
    return Error{ErrorCode::malformed_pattern,
                 "a text to split at of more than " + std::to_string(max_pattern_size) + " bytes is not supported",
                 max_pattern_size};
  }
  if (const auto ill_formed = find_ill_formed(text)) {
    return Error{ErrorCode::malformed_pattern, "the text to split at is not UTF-8", *ill_formed};
  }
  return of_tree(literal(text), behavior, invert);
}

Step Step::digits(bool individual) {
  return *of_tree(one_of_table(digit_step), individual ? Behavior::isolated : Behavior::contiguous, false);
}

Step Step::punctuation(Behavior behavior) { return *of_tree(one_of_table(punctuation_step), behavior, false); }

Step Step::map_bytes() { return Step(); }

Step Step::gpt2() { return *split(gpt2_pattern, Flavor::oniguruma, Behavior::isolated); }

Result<Splitter> Splitter::make(std::vector<Step> steps) {
  if (steps.size() > max_steps) {
    return Error{ErrorCode::malformed_pattern,
                 "a pre-tokenizer of more than " + std::to_string(max_steps) + " steps is not supported", max_steps};
  }
  Splitter splitter;
  splitter.steps_ = std::move(steps);
  splitter.keeps_everything_ = std::all_of(splitter.steps_.begin(), splitter.steps_.end(), [](const Step& step) {
    return step.behavior() != Behavior::removed || (step.inverts() && step.matcher()->matches_everything());
  });
  splitter.make_levels();
  splitter.find_safe_cuts();
  return splitter;
}

Result<Splitter> Splitter::rank_file(std::string_view pattern) {
  Result<Step> step = Step::split(pattern, Flavor::fancy_regex, Behavior::removed, true);
  if (!step) return std::move(step).error();
  return make({*std::move(step)});
}

SplitRun::SplitRun(const Splitter& splitter, std::string_view text)
    : splitter_(splitter), text_{text.data(), text.data() + text.size()}, text_is_left_(!text.empty()) {
  for (const Splitter::Level& level : splitter.levels_) {
    levels_.push_back(std::make_unique<Progress>(level));
    levels_.back()->later = ~LevelSet{0} << levels_.size();
  }
}

std::size_t SplitRun::next(Piece* pieces, std::size_t capacity) {
  if (levels_.empty()) {
    *pieces = text_;
    return std::exchange(text_is_left_, false) ? 1 : 0;
  }
  Progress& last = *levels_.back();
  std::size_t written = 0;
  while (written < capacity && (last.first < last.count || fill(levels_.size()))) {
    const std::size_t some = std::min(capacity - written, last.count - last.first);
    for (std::size_t i = 0; i < some; ++i) pieces[written++] = last.parts[last.first++].piece;
  }
  return written;
}

// Takes the next part from the first `levels` levels.
bool SplitRun::take(std::size_t levels, Part& part) {
  if (levels == 0) {
    const LevelSet all = (LevelSet{1} << levels_.size()) - 1;
    part = {text_, all, all};
    return std::exchange(text_is_left_, false);
  }
  Progress& before = *levels_[levels - 1];
  if (before.first == before.count && !fill(levels)) return false;
  part = before.parts[before.first++];
  return true;
}

// Splits until the last of the first `levels` levels has parts. Returns false if there are none left.
bool SplitRun::fill(std::size_t levels) {
  const std::size_t index = levels - 1;
  Progress& progress = *levels_[index];
  progress.first = progress.count = 0;
  while (progress.count < batch / 2) {
    if (!progress.is_scanning) {
      Part part;
      if (!take(index, part)) break;
      if ((part.may_split >> index & 1) == 0) {
        progress.parts[progress.count++] = part;
        continue;
      }
      progress.scan.start(part.piece.start, part.piece.end);
      progress.start = part.piece.start;
      progress.may_match = part.may_match;
      progress.is_scanning = true;
    }
    split_some(index);
  }
  return progress.count > 0;
}

void SplitRun::split_some(std::size_t index) {
  Progress& progress = *levels_[index];
  const char* ends[batch];
  bool are_matches[batch];
  const std::size_t count = progress.scan.next({ends, are_matches, batch - progress.count});
  const Behavior behavior = progress.level->behavior;
  const bool inverts = progress.level->inverts;
  if (behavior == Behavior::isolated || behavior == Behavior::removed) {
    const bool keeps_all = behavior == Behavior::isolated;
    for (std::size_t i = 0; i < count; ++i) {
      const bool is_kept = keeps_all || are_matches[i] == inverts;
      add({progress.start, ends[i]}, is_kept, are_matches[i], progress);
      progress.start = ends[i];
    }
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      const Piece part{progress.start, ends[i]};
      const bool is_match = are_matches[i] != inverts;
      progress.start = part.end;
      if (progress.has_pending && joins(behavior, progress.was_match, is_match)) {
        progress.pending.end = part.end;
      } else {
        add(progress.pending, progress.has_pending, false, progress);
        progress.pending = part;
        progress.has_pending = true;
      }
      progress.was_match = is_match;
    }
  }
  if (progress.scan.is_finished()) {
    progress.is_scanning = false;
    add(progress.pending, std::exchange(progress.has_pending, false), false, progress);
  }
}

// Adds a piece of a level, unless it is not kept or empty. `is_match`: it is a match of the level's pattern.
inline void SplitRun::add(const Piece& piece, bool is_kept, bool is_match, Progress& progress) const {
  LevelSet may_match = progress.may_match & progress.later;
  LevelSet may_split = may_match;
  // Longer pieces are rare, and are split as they are.
  constexpr std::ptrdiff_t max_inspected = 64;
  if (may_match != 0 && is_kept && piece.end - piece.start <= max_inspected) {
    LevelSet found = 0;
    unsigned char bytes = 0;
    for (const char* at = piece.start; at != piece.end; ++at) {
      const auto byte = static_cast<unsigned char>(*at);
      found |= splitter_.starts_[byte];
      bytes |= byte;
    }
    may_match &= found;
    may_split = is_match && bytes < 0x80 ? may_match & progress.level->after_ascii_match : may_match;
  }
  progress.parts[progress.count] = {piece, may_match, may_split};
  progress.count += is_kept && piece.start != piece.end ? 1 : 0;
}

}  // namespace tokmill::pretokenize::pattern

#include <algorithm>
#include <utility>

#include "core/pretokenize/pattern/splitter.hpp"

namespace tokmill::pretokenize::pattern {

SplitRun::Progress::Progress(const Splitter& splitter, std::size_t index)
    : stage(&splitter.stages_[index]), level(&splitter.levels_[stage->level]), later(~LevelSet{1} << index) {
  if (stage->fusion == nullptr) scan.emplace(*level->matcher, level->unit);
  const bool is_last = index + 1 == splitter.stages_.size();
  if (!is_last || !stage->keeps_all) parts = std::make_unique_for_overwrite<Part[]>(batch + 2);
}

inline void SplitRun::Progress::start(const Part& part) {
  if (scan) {
    scan->start(part.piece.start, part.piece.end);
  } else {
    fused = Fusion::start(part.piece.start, part.piece.end);
  }
  part_start = part.piece.start;
  may_match = part.may_match;
  is_scanning = true;
}

inline std::size_t SplitRun::Progress::next_ends(const char** ends, bool* are_matches, std::size_t capacity) {
  if (scan) return scan->next({ends, are_matches, capacity});
  return stage->fusion->next(fused, ends, capacity);
}

inline bool SplitRun::Progress::is_finished() const { return scan ? scan->is_finished() : fused.is_finished; }

SplitRun::SplitRun(const Splitter& splitter) : splitter_(splitter) {
  for (std::size_t i = 0; i < splitter.stages_.size(); ++i) stages_.push_back(std::make_unique<Progress>(splitter, i));
}

void SplitRun::reset(std::string_view text) {
  text_ = {text.data(), text.data() + text.size()};
  text_is_left_ = !text.empty();
  has_held_ = false;
  rest_ = {};
  for (const std::unique_ptr<Progress>& progress : stages_) {
    progress->is_scanning = progress->has_pending = false;
    progress->first = progress->count = 0;
    progress->no_start_before = text.data();
  }
}

std::size_t SplitRun::next(Piece* pieces, std::size_t capacity) {
  std::size_t written = 0;
  while (written < capacity) {
    if (rest_.count == 0) rest_ = next();
    if (rest_.count == 0) break;
    const std::size_t some = std::min(capacity - written, rest_.count);
    const char* start = rest_.start;
    for (std::size_t i = 0; i < some; ++i) {
      pieces[written++] = {start, rest_.ends[i]};
      start = rest_.ends[i];
    }
    rest_ = {start, rest_.ends + some, rest_.count - some};
  }
  return written;
}

PieceRun SplitRun::next() {
  if (rest_.count > 0) return std::exchange(rest_, {});
  if (stages_.empty()) {
    ends_[0] = text_.end;
    return {text_.start, ends_.data(), std::exchange(text_is_left_, false) ? std::size_t{1} : 0};
  }
  return stages_.back()->stage->keeps_all ? split_run() : collect_run();
}

// The next pieces if the last stage keeps everything.
PieceRun SplitRun::split_run() {
  const std::size_t index = stages_.size() - 1;
  Progress& last = *stages_[index];
  bool are_matches[batch];
  PieceRun run{nullptr, ends_.data(), 0};
  while (run.count + Fusion::min_capacity <= batch) {
    if (!last.is_scanning) {
      if (!has_held_ && !take(index, held_)) break;
      has_held_ = run.count > 0 && held_.piece.start != ends_[run.count - 1];
      if (has_held_) break;
      if (run.count == 0) run.start = held_.piece.start;
      if ((held_.may_split >> index & 1) == 0) {
        ends_[run.count++] = held_.piece.end;
        continue;
      }
      last.start(held_);
    } else if (run.count == 0) {
      run.start = last.part_start;
    }
    const std::size_t some = last.next_ends(ends_.data() + run.count, are_matches, batch - run.count);
    run.count += some;
    if (some > 0) last.part_start = ends_[run.count - 1];
    last.is_scanning = !last.is_finished();
  }
  return run;
}

// The next pieces of the last stage that follow each other.
PieceRun SplitRun::collect_run() {
  Progress& last = *stages_.back();
  PieceRun run{nullptr, ends_.data(), 0};
  if (last.first == last.count && !fill(stages_.size())) return run;
  run.start = last.parts[last.first].piece.start;
  const char* end = run.start;
  while (last.first < last.count && run.count < batch && last.parts[last.first].piece.start == end) {
    end = ends_[run.count++] = last.parts[last.first++].piece.end;
  }
  return run;
}

// Takes the next part from the first `stages` stages.
bool SplitRun::take(std::size_t stages, Part& part) {
  if (stages == 0) {
    const LevelSet all = (LevelSet{1} << stages_.size()) - 1;
    part = {text_, all, all};
    return std::exchange(text_is_left_, false);
  }
  Progress& before = *stages_[stages - 1];
  if (before.first == before.count && !fill(stages)) return false;
  part = before.parts[before.first++];
  return true;
}

// Splits until the last of the first `stages` stages has parts. Returns false if there are none left.
bool SplitRun::fill(std::size_t stages) {
  const std::size_t index = stages - 1;
  Progress& progress = *stages_[index];
  progress.first = progress.count = 0;
  while (progress.count < batch / 2) {
    if (!progress.is_scanning) {
      Part part;
      if (!take(index, part)) break;
      if ((part.may_split >> index & 1) == 0) {
        progress.parts[progress.count++] = part;
        continue;
      }
      progress.start(part);
    }
    split_some(index);
  }
  return progress.count > 0;
}

void SplitRun::split_some(std::size_t index) {
  Progress& progress = *stages_[index];
  const char* ends[batch];
  bool are_matches[batch];
  const std::size_t count = progress.next_ends(ends, are_matches, batch - progress.count);
  const Behavior behavior = progress.level->behavior;
  const bool inverts = progress.level->inverts;
  if (progress.stage->keeps_all || behavior == Behavior::isolated || behavior == Behavior::removed) {
    const bool keeps_all = progress.stage->keeps_all || behavior == Behavior::isolated;
    const bool knows_matches = progress.stage->fusion == nullptr;
    for (std::size_t i = 0; i < count; ++i) {
      const bool is_match = knows_matches && are_matches[i];
      const bool is_kept = keeps_all || is_match == inverts;
      add({progress.part_start, ends[i]}, is_kept, is_match, progress);
      progress.part_start = ends[i];
    }
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      const Piece part{progress.part_start, ends[i]};
      const bool is_match = are_matches[i] != inverts;
      progress.part_start = part.end;
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
  if (progress.is_finished()) {
    progress.is_scanning = false;
    add(progress.pending, std::exchange(progress.has_pending, false), false, progress);
  }
}

// The later stages in which a match may start in the piece. All if in doubt.
inline LevelSet SplitRun::find_starts(const Piece& piece, Progress& progress) const {
  constexpr std::ptrdiff_t max_ahead = 4096;    // so that what is read is still in the cache later
  constexpr std::ptrdiff_t max_inspected = 64;  // longer pieces are rare, and are split as they are
  const auto starts_at = [&](const char* at) { return splitter_.starts_[static_cast<unsigned char>(*at)] & progress.later; };
  if (progress.no_start_before >= piece.end) return 0;
  const char* at = std::max(progress.no_start_before, piece.start);
  const char* const stop = text_.end - piece.end > max_ahead ? piece.end + max_ahead : text_.end;
  while (at != stop && starts_at(at) == 0) ++at;
  progress.no_start_before = at;
  if (at >= piece.end) return 0;
  if (piece.end - at > max_inspected) return progress.later;
  LevelSet found = 0;
  for (; at != piece.end; ++at) found |= starts_at(at);
  return found;
}

// Adds a piece of a stage, unless it is not kept or empty. `is_match`: it is a match of the level's pattern.
inline void SplitRun::add(const Piece& piece, bool is_kept, bool is_match, Progress& progress) const {
  LevelSet may_match = progress.may_match & progress.later;
  if (may_match != 0 && is_kept) may_match &= find_starts(piece, progress);
  LevelSet may_split = may_match;
  if (may_match != 0 && is_match) {
    unsigned char bytes = 0;
    for (const char* at = piece.start; at != piece.end; ++at) bytes |= static_cast<unsigned char>(*at);
    if (bytes < 0x80) may_split &= progress.stage->after_ascii_match;
  }
  progress.parts[progress.count] = {piece, may_match, may_split};
  progress.count += is_kept && piece.start != piece.end ? 1 : 0;
}

}  // namespace tokmill::pretokenize::pattern

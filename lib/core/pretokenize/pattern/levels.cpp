// Which steps of a splitter may split a piece, as far as that is known without looking at it: see Splitter::Level and
// Splitter::starts_.

#include <utility>
#include <vector>

#include "core/pretokenize/pattern/splitter.hpp"

namespace tokmill::pretokenize::pattern {
namespace {

// The limit of pairs of states to look at. Patterns in use need less than a tenth of it.
constexpr std::size_t max_state_pairs = 4096;

// The limit of the work to fuse all levels; see Fusion::make().
constexpr std::size_t max_fusion_work = 200'000;

// The classes of an ASCII character in two levels.
struct ClassPair {
  ClassNumber first;
  ClassNumber second;

  friend bool operator==(const ClassPair&, const ClassPair&) = default;
};

ClassNumber ascii_class(const Matcher& matcher, Unit unit, unsigned char byte) {
  return unit == Unit::mapped_byte ? matcher.class_of_byte(byte) : matcher.characters().ascii_class(byte);
}

// What `inner` finds in a text that is a match of `outer` and ASCII. Follows both automata through all such texts.
class Containment {
 public:
  Containment(const Matcher& outer, Unit outer_unit, const Matcher& inner, Unit inner_unit)
      : outer_(outer.automaton()), inner_(inner.automaton()), inner_end_(inner.characters().end_class()) {
    is_simple_ = outer.lookaheads().empty() && inner.lookaheads().empty() && !outer.has_boundary() &&
                 !inner.has_boundary() && !inner.can_be_empty() &&
                 outer_.state_count() * inner_.state_count() <= max_state_pairs;
    for (unsigned char byte = 0; byte < 0x80; ++byte) {
      const ClassPair pair{ascii_class(outer, outer_unit, byte), ascii_class(inner, inner_unit, byte)};
      bool is_new = true;
      for (const ClassPair& known : characters_) is_new = is_new && !(known == pair);
      if (is_new) characters_.push_back(pair);
    }
  }

  // Whether there may be a match. True if in doubt.
  [[nodiscard]] bool may_match() {
    return !is_simple_ || !all_of(true, [&](Row outer, Row inner, const ClassPair* next) {
      if (next == nullptr) return !ends_match(outer) || !inner_.transition(inner, inner_end_).matches;
      return !is_alive(outer, next->first) || !inner_.transition(inner, next->second).matches;
    });
  }

  // Whether the whole text is one match. False if in doubt.
  [[nodiscard]] bool matches_whole() {
    return is_simple_ && all_of(false, [&](Row outer, Row inner, const ClassPair* next) {
      if (next == nullptr) return !ends_match(outer) || inner_.transition(inner, inner_end_).matches;
      return !is_alive(outer, next->first) || inner_.transition(inner, next->second).next != Automaton::dead;
    });
  }

 private:
  // Whether a condition holds for all states of the two automata that can meet, and each character or end (null) that
  // may come next. If `everywhere`, the inner one also starts after each character.
  template <class Condition>
  [[nodiscard]] bool all_of(bool everywhere, Condition&& condition) {
    is_seen_.assign(outer_.state_count() * inner_.state_count(), false);
    queue_.clear();
    visit(outer_.start(false), inner_.start(false));
    while (!queue_.empty()) {
      const auto [outer, inner] = queue_.back();
      queue_.pop_back();
      if (!condition(outer, inner, nullptr)) return false;
      for (const ClassPair& next : characters_) {
        if (!condition(outer, inner, &next)) return false;
        const Row outer_next = outer_.transition(outer, next.first).next;
        if (outer_next == Automaton::dead) continue;
        const Row inner_next = inner_.transition(inner, next.second).next;
        if (inner_next != Automaton::dead) visit(outer_next, inner_next);
        if (everywhere) visit(outer_next, inner_.start(false));
      }
    }
    return true;
  }

  [[nodiscard]] bool is_alive(Row outer, ClassNumber next) const {
    return outer_.transition(outer, next).next != Automaton::dead;
  }

  void visit(Row outer, Row inner) {
    const std::size_t index =
        outer / outer_.symbol_count() * inner_.state_count() + inner / inner_.symbol_count();
    if (is_seen_[index]) return;
    is_seen_[index] = true;
    queue_.emplace_back(outer, inner);
  }

  [[nodiscard]] bool ends_match(Row outer) const {
    for (Symbol symbol = 0; symbol < outer_.symbol_count(); ++symbol) {
      if (outer_.transition(outer, symbol).matches) return true;
    }
    return false;
  }

  const Automaton& outer_;
  const Automaton& inner_;
  ClassNumber inner_end_;
  bool is_simple_ = false;
  std::vector<ClassPair> characters_;
  std::vector<bool> is_seen_;
  std::vector<std::pair<Row, Row>> queue_;
};

}  // namespace

namespace {

// The stages of a set of levels.
LevelSet stages_of(LevelSet levels, const std::vector<std::size_t>& stage_of_level) {
  LevelSet stages = 0;
  for (std::size_t i = 0; i < stage_of_level.size(); ++i) {
    if ((levels >> i & 1) != 0) stages |= LevelSet{1} << stage_of_level[i];
  }
  return stages;
}

}  // namespace

// Fuses levels that follow each other and read the same units, as many as possible.
void Splitter::make_stages() {
  std::size_t work_left = max_fusion_work;
  std::vector<std::size_t> stage_of_level;
  for (std::size_t first = 0; first < levels_.size();) {
    const Level& level = levels_[first];
    std::vector<FusionStep> steps;
    for (std::size_t i = first; i < levels_.size() && levels_[i].unit == level.unit; ++i) {
      steps.push_back({levels_[i].matcher, levels_[i].behavior, levels_[i].inverts});
    }
    // A level that matches everything is fast enough by itself.
    const std::size_t min_size = level.matcher->matches_everything() ? 2 : 1;
    std::optional<Fusion> fusion;
    for (; steps.size() >= min_size; steps.pop_back()) {
      fusion = Fusion::make(steps, level.unit, work_left);
      if (fusion) break;
    }
    Stage stage{first, nullptr, level.after_ascii_match, false};
    std::size_t size = 1;
    if (fusion) {
      size = steps.size();
      stage.fusion = std::make_shared<const Fusion>(*std::move(fusion));
      stage.after_ascii_match = ~LevelSet{0};
    }
    stage.keeps_all = stage.fusion != nullptr ||
                      (level.behavior == Behavior::isolated && !level.matcher->can_be_empty()) ||
                      (level.behavior == Behavior::removed && level.inverts && level.matcher->matches_everything());
    stage_of_level.insert(stage_of_level.end(), size, stages_.size());
    stages_.push_back(std::move(stage));
    first += size;
  }
  for (Stage& stage : stages_) stage.after_ascii_match = stages_of(stage.after_ascii_match, stage_of_level);
  for (LevelSet& starts : starts_) starts = stages_of(starts, stage_of_level);
}

void Splitter::make_levels() {
  Unit unit = Unit::character;
  for (const Step& step : steps_) {
    if (step.matcher() == nullptr) {
      unit = Unit::mapped_byte;
    } else {
      levels_.push_back({step.matcher(), step.behavior(), step.inverts(), unit, 0});
    }
  }
  if (levels_.size() < 2) return;
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    Level& level = levels_[i];
    for (std::size_t j = i + 1; j < levels_.size(); ++j) {
      Containment containment(*level.matcher, level.unit, *levels_[j].matcher, levels_[j].unit);
      const bool keeps_gap = levels_[j].behavior != Behavior::removed || !levels_[j].inverts;
      const bool keeps_match = levels_[j].behavior != Behavior::removed || levels_[j].inverts;
      const bool is_left = (keeps_gap && !containment.may_match()) || (keeps_match && containment.matches_whole());
      if (!is_left) level.after_ascii_match |= LevelSet{1} << j;
    }
    const bool sees_all = level.matcher->can_be_empty() || (level.behavior == Behavior::removed && level.inverts) ||
                          !level.matcher->lookaheads().empty();
    ClassSet starts;
    for (ClassNumber number = 0; number < level.matcher->characters().end_class(); ++number) {
      if (sees_all || level.matcher->may_start(number)) starts.insert(number);
    }
    for (unsigned byte = 0; byte < 256; ++byte) {
      const auto lead = static_cast<unsigned char>(byte);
      const bool may_start = level.unit == Unit::mapped_byte
                                 ? starts.contains(level.matcher->class_of_byte(lead))
                                 : starts.intersects(level.matcher->characters().classes_after_lead(lead));
      if (may_start) starts_[byte] |= LevelSet{1} << i;
    }
  }
}

}  // namespace tokmill::pretokenize::pattern

// The pairs of ASCII characters between which a text can be cut: see Splitter::safe_cut.

#include <vector>

#include "core/pretokenize/pattern/splitter.hpp"

namespace tokmill::pretokenize::pattern {
namespace {

// What a cut between two characters does to one step.
enum class Effect {
  ends_piece,  // a piece of this step always ends there, with the same pieces on both sides if the text is cut
  neutral,     // the pieces of this step are the same, except that one of them, a gap, is cut in two
  unsafe,      // none of these for certain
};

// The states of an automaton after reading a character, from any start before it.
class StatesAfter {
 public:
  explicit StatesAfter(const Matcher& matcher) : matcher_(matcher), symbols_(matcher.automaton().symbol_count()) {
    std::vector<bool> is_reached(matcher.automaton().state_count(), false);
    std::vector<Row> queue{matcher.automaton().start(false)};
    is_reached[queue.front() / symbols_] = true;
    while (!queue.empty()) {
      const Row row = queue.back();
      queue.pop_back();
      reached_.push_back(row);
      for (Symbol symbol = 0; symbol < symbols_; ++symbol) {
        const Row next = matcher.automaton().transition(row, symbol).next;
        if (next == Automaton::dead || is_reached[next / symbols_]) continue;
        is_reached[next / symbols_] = true;
        queue.push_back(next);
      }
    }
  }

  // The effect of a cut between a character of class `before` and one of class `after`.
  [[nodiscard]] Effect effect(ClassNumber before, ClassNumber after, Behavior behavior, bool inverts) const {
    const Automaton& automaton = matcher_.automaton();
    const ClassNumber end = matcher_.characters().end_class();
    for (const Row row : reached_) {
      const Row at_cut = automaton.transition(row, before).next;
      if (at_cut == Automaton::dead) continue;
      const Automaton::Transition uncut = automaton.transition(at_cut, after);
      if (uncut.next != Automaton::dead) return Effect::unsafe;
      if (uncut.matches != automaton.transition(at_cut, end).matches) return Effect::unsafe;
    }
    // No match extends across the cut, and all matches are the same. What is left is a gap that extends across it.
    const bool is_in_gap = !matcher_.always_matches_from(before) && !matcher_.always_matches_from(after);
    switch (behavior) {
      case Behavior::removed:
        if (inverts) return Effect::ends_piece;  // gaps are dropped
        [[fallthrough]];
      case Behavior::isolated: return is_in_gap ? Effect::neutral : Effect::ends_piece;
      case Behavior::merged_with_previous:
      case Behavior::merged_with_next:
      case Behavior::contiguous: break;
    }
    return Effect::unsafe;  // what meets here may be joined
  }

 private:
  const Matcher& matcher_;
  std::size_t symbols_;
  std::vector<Row> reached_;
};

}  // namespace

void Splitter::find_safe_pairs() {
  auto safe_pairs = std::make_shared<std::bitset<128 * 128>>();
  std::vector<StatesAfter> states;
  std::vector<const Step*> steps;
  for (const Step& step : steps_) {
    if (step.matcher() == nullptr) break;  // later steps are not needed: they see the pieces of those before it
    if (step.matcher()->has_boundary() || !step.matcher()->lookaheads().empty() || step.matcher()->can_be_empty()) {
      break;
    }
    states.emplace_back(*step.matcher());
    steps.push_back(&step);
  }
  for (unsigned char before = 0; before < 0x80; ++before) {
    for (unsigned char after = 0; after < 0x80; ++after) {
      for (std::size_t i = 0; i < steps.size(); ++i) {
        const CharacterMap& characters = steps[i]->matcher()->characters();
        const Effect effect = states[i].effect(characters.ascii_class(before), characters.ascii_class(after),
                                               steps[i]->behavior(), steps[i]->inverts());
        if (effect == Effect::ends_piece) safe_pairs->set(std::size_t{before} * 128 + after);
        if (effect != Effect::neutral) break;
      }
    }
  }
  safe_pairs_ = std::move(safe_pairs);
}

}  // namespace tokmill::pretokenize::pattern

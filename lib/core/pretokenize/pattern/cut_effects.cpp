#include "core/pretokenize/pattern/cut_effects.hpp"

#include <algorithm>
#include <set>

namespace tokmill::pretokenize::pattern {
namespace {

// The limit of transitions to look at. Patterns in use need less than a tenth of it.
constexpr std::size_t max_cut_steps = 4'000'000;

// What a lookahead knows at a cut. It reads from the end of the text to the start, so its state before the character
// after the cut depends on all that follows.
class LookaheadAtCut {
 public:
  LookaheadAtCut(const Matcher& matcher, const LookaheadAutomaton& lookahead)
      : lookahead_(lookahead), class_count_(matcher.characters().end_class()) {
    std::set<Row> reached;
    std::vector<Row> queue;
    const auto visit = [&](Row row) {
      if (reached.insert(row).second) queue.push_back(row);
    };
    for (const bool after_word : {false, true}) {
      at_end_[after_word ? 1 : 0] = lookahead.next(LookaheadAutomaton::initial, matcher.characters().end_class(), after_word);
      visit(at_end_[after_word ? 1 : 0]);
    }
    while (!queue.empty()) {
      const Row row = queue.back();
      queue.pop_back();
      for (ClassNumber number = 0; number < class_count_; ++number) {
        for (const bool after_word : {false, true}) visit(lookahead.next(row, number, after_word));
      }
    }
    for (const bool after_word : {false, true}) {
      for (ClassNumber number = 0; number < class_count_; ++number) {
        std::set<Row> rows;
        for (const Row row : reached) rows.insert(lookahead.next(row, number, after_word));
        rows_.emplace_back(rows.begin(), rows.end());
      }
    }
    for (ClassNumber number = 0; number < class_count_; ++number) {
      const bool is_same = std::all_of(reached.begin(), reached.end(), [&](Row row) {
        return lookahead.matches(lookahead.next(row, number, true)) == lookahead.matches(lookahead.next(row, number, false));
      });
      ignores_start_.push_back(is_same);
    }
  }

  // The states before a character of class `after`, whatever follows it. `after_word`: it follows a word character.
  [[nodiscard]] const std::vector<Row>& rows(ClassNumber after, bool after_word) const {
    return rows_[after + (after_word ? class_count_ : 0)];
  }

  // The state at the end of the text.
  [[nodiscard]] Row at_end(bool after_word) const { return at_end_[after_word ? 1 : 0]; }

  // Whether the lookahead matches before a character of class `after` at the start of a text exactly if it does after a
  // word character.
  [[nodiscard]] bool ignores_start(ClassNumber after) const { return ignores_start_[after]; }

  [[nodiscard]] const LookaheadAutomaton& automaton() const { return lookahead_; }

 private:
  const LookaheadAutomaton& lookahead_;
  std::size_t class_count_;
  Row at_end_[2] = {};
  std::vector<std::vector<Row>> rows_;
  std::vector<bool> ignores_start_;
};

}  // namespace

class CutEffects::Builder {
 public:
  Builder(const Matcher& matcher, Behavior behavior, bool inverts)
      : matcher_(matcher),
        automaton_(matcher.automaton()),
        class_count_(static_cast<Symbol>(matcher.characters().class_count())),
        behavior_(behavior),
        inverts_(inverts) {
    for (const LookaheadAutomaton& lookahead : matcher.lookaheads()) lookaheads_.emplace_back(matcher, lookahead);
    find_reached();
  }

  // Returns false if the limit is exceeded.
  bool start_before(ClassNumber before) {
    before_ = before;
    is_word_ = matcher_.has_boundary() && matcher_.is_word(before);
    std::set<Row> rows;
    for (const Row row : reached_) {
      for (Symbol symbol = before; symbol < automaton_.symbol_count(); symbol += class_count_) {
        const Row next = automaton_.transition(row, symbol).next;
        if (next != Automaton::dead) rows.insert(next);
        ++steps_;
      }
    }
    at_cut_.assign(rows.begin(), rows.end());
    return steps_ <= max_cut_steps;
  }

  // The effect of a cut between the class of start_before() and `after`.
  CutEffect effect(ClassNumber after) {
    if (!find_symbols(after)) return CutEffect::unsafe;
    // An attempt to match from before the cut must end there, with the same match as at the end of a text.
    bool may_end_match = false;
    for (const Row row : at_cut_) {
      const bool matches = automaton_.transition(row, end_symbol_).matches;
      may_end_match = may_end_match || matches;
      for (const Symbol symbol : symbols_) {
        const Automaton::Transition uncut = automaton_.transition(row, symbol);
        if (uncut.next != Automaton::dead || uncut.matches != matches) return CutEffect::unsafe;
        ++steps_;
      }
    }
    // An attempt from the cut must be the same as at the start of a text.
    bool may_start_match = false;
    for (const Symbol symbol : symbols_) {
      const Automaton::Transition uncut = automaton_.transition(automaton_.start(is_word_), symbol);
      for (const Symbol first : first_symbols_) {
        if (!has_other_first_symbols_ && first != symbol) continue;
        const Automaton::Transition cut = automaton_.transition(automaton_.start(false), first);
        if (uncut.next != cut.next || uncut.matches != cut.matches) return CutEffect::unsafe;
        ++steps_;
      }
      may_start_match = may_start_match || uncut.matches || uncut.next != Automaton::dead;
    }
    // So all matches are the same. What is left is a gap that extends across the cut, and what is joined.
    if (behavior_ == Behavior::removed && inverts_) return CutEffect::ends_piece;  // gaps are dropped
    const bool may_end_gap = !matches_alone();
    const bool may_start_gap = !matcher_.always_matches_from(after);
    if (matcher_.can_be_empty()) {
      // Whether an empty match that follows a match is left out makes no difference to the pieces unless they are joined.
      if (behavior_ != Behavior::isolated && behavior_ != Behavior::removed) return CutEffect::unsafe;
      return may_start_gap ? CutEffect::neutral : CutEffect::ends_piece;
    }
    for (const bool was_match : {false, true}) {
      for (const bool is_match : {false, true}) {
        if (!(was_match ? may_end_match : may_end_gap) || !(is_match ? may_start_match : may_start_gap)) continue;
        if (!was_match && !is_match) continue;  // one gap
        if (joins(behavior_, was_match != inverts_, is_match != inverts_)) return CutEffect::unsafe;
      }
    }
    return may_end_gap && may_start_gap ? CutEffect::neutral : CutEffect::ends_piece;
  }

 private:
  // The states of the automaton in any text.
  void find_reached() {
    std::vector<bool> is_reached(automaton_.state_count(), false);
    const auto visit = [&](Row row) {
      if (row == Automaton::dead || is_reached[row / automaton_.symbol_count()]) return;
      is_reached[row / automaton_.symbol_count()] = true;
      reached_.push_back(row);
    };
    visit(automaton_.start(false));
    visit(automaton_.start(true));
    for (std::size_t i = 0; i < reached_.size(); ++i) {
      for (Symbol symbol = 0; symbol < automaton_.symbol_count(); ++symbol) {
        visit(automaton_.transition(reached_[i], symbol).next);
      }
    }
  }

  // Finds the symbols that may be read at the cut, and those of the halves. Returns false if a lookahead looks across.
  bool find_symbols(ClassNumber after) {
    symbols_.assign(1, after);
    first_symbols_.assign(1, after);
    has_other_first_symbols_ = false;
    end_symbol_ = matcher_.characters().end_class();
    symbol_before_[0] = symbol_before_[1] = before_;
    Symbol bit = class_count_;
    for (const LookaheadAtCut& lookahead : lookaheads_) {
      const LookaheadAutomaton& automaton = lookahead.automaton();
      const Row end = lookahead.at_end(is_word_);
      for (const Row row : lookahead.rows(after, is_word_)) {
        for (const bool after_word : {false, true}) {
          if (automaton.next(row, before_, after_word) != automaton.next(end, before_, after_word)) return false;
        }
        ++steps_;
      }
      add_bit(lookahead, lookahead.rows(after, is_word_), bit, symbols_);
      add_bit(lookahead, lookahead.rows(after, false), bit, first_symbols_);
      has_other_first_symbols_ = has_other_first_symbols_ || (is_word_ && !lookahead.ignores_start(after));
      if (automaton.matches(end)) end_symbol_ += bit;
      for (const bool after_word : {false, true}) {
        if (automaton.matches(automaton.next(end, before_, after_word))) symbol_before_[after_word ? 1 : 0] += bit;
      }
      bit *= 2;
    }
    return true;
  }

  // Adds the bit to the symbols that may have it.
  static void add_bit(const LookaheadAtCut& lookahead, const std::vector<Row>& rows, Symbol bit,
                      std::vector<Symbol>& symbols) {
    const auto matches = [&](Row row) { return lookahead.automaton().matches(row); };
    const bool may_match = std::any_of(rows.begin(), rows.end(), matches);
    const bool may_fail = !std::all_of(rows.begin(), rows.end(), matches);
    const std::size_t count = symbols.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (may_match && may_fail) symbols.push_back(symbols[i] + bit);
      if (!may_fail) symbols[i] += bit;
    }
  }

  // Whether the character before the cut is a match if it is not part of an earlier one.
  [[nodiscard]] bool matches_alone() const {
    for (const bool after_word : {false, true}) {
      const Row row = automaton_.transition(automaton_.start(after_word), symbol_before_[after_word ? 1 : 0]).next;
      if (row == Automaton::dead || !automaton_.transition(row, end_symbol_).matches) return false;
    }
    return true;
  }

  const Matcher& matcher_;
  const Automaton& automaton_;
  Symbol class_count_;
  Behavior behavior_;
  bool inverts_;
  std::vector<LookaheadAtCut> lookaheads_;
  std::vector<Row> reached_;
  ClassNumber before_ = 0;
  bool is_word_ = false;       // the character before the cut
  std::vector<Row> at_cut_;    // the states after it, wherever the attempt started
  std::vector<Symbol> symbols_;
  std::vector<Symbol> first_symbols_;  // of the second half
  bool has_other_first_symbols_ = false;  // that of the second half is not always the one that is read at the cut
  Symbol end_symbol_ = 0;
  Symbol symbol_before_[2] = {};  // of the character before the cut; the second one: after a word character
  std::size_t steps_ = 0;
};

CutEffects::CutEffects(const Matcher& matcher, Behavior behavior, bool inverts)
    : class_count_(matcher.characters().end_class()), effects_(class_count_ * class_count_, CutEffect::unsafe) {
  Builder builder(matcher, behavior, inverts);
  for (std::size_t before = 0; before < class_count_; ++before) {
    if (!builder.start_before(static_cast<ClassNumber>(before))) return;
    for (std::size_t after = 0; after < class_count_; ++after) {
      effects_[before * class_count_ + after] = builder.effect(static_cast<ClassNumber>(after));
    }
  }
}

}  // namespace tokmill::pretokenize::pattern

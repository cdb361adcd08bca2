#include "core/pretokenize/pattern/matcher.hpp"

#include <utility>

#include "core/pretokenize/pattern/program.hpp"

namespace tokmill::pretokenize::pattern {

char32_t mapped_byte(unsigned char byte) noexcept {
  const auto is_visible = [](unsigned b) { return (b >= 0x21 && b <= 0x7E) || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE; };
  if (is_visible(byte)) return byte;
  char32_t mapped = 0x100;
  for (unsigned b = 0; b < byte; ++b) mapped += is_visible(b) ? 0U : 1U;
  return mapped;
}

Result<Matcher> Matcher::make(const SyntaxTree& tree) {
  Result<Program> program = compile(tree);
  if (!program) return std::move(program).error();
  Matcher matcher;
  for (std::size_t i = 0; i < program->lookaheads.size(); ++i) {
    Result<LookaheadAutomaton> lookahead = LookaheadAutomaton::make(*program, i);
    if (!lookahead) return std::move(lookahead).error();
    matcher.lookaheads_.push_back(*std::move(lookahead));
  }
  Result<Automaton> automaton = Automaton::make(*program);
  if (!automaton) return std::move(automaton).error();
  matcher.automaton_ = *std::move(automaton);
  matcher.characters_ = std::move(program->characters);
  matcher.has_boundary_ = program->has_boundary;
  matcher.word_ = program->word;
  for (unsigned byte = 0; byte < 256; ++byte) {
    matcher.byte_classes_[byte] = matcher.characters_.class_of(mapped_byte(static_cast<unsigned char>(byte)));
  }
  for (Symbol symbol = 0; symbol < matcher.automaton_.symbol_count(); ++symbol) {
    bool may_start = false;
    for (const bool after_word : {false, true}) {
      const Automaton::Transition first = matcher.automaton_.transition(matcher.automaton_.start(after_word), symbol);
      may_start = may_start || first.matches || first.next != Automaton::dead;
      matcher.can_be_empty_ = matcher.can_be_empty_ || first.matches;
    }
    matcher.may_start_.push_back(may_start ? 1 : 0);
  }
  matcher.find_certain_matches();
  matcher.matches_everything_ = !matcher.can_be_empty_;
  for (ClassNumber number = 0; number < matcher.characters_.end_class() && matcher.matches_everything_; ++number) {
    matcher.matches_everything_ = matcher.always_matches_from(number);
  }
  if (!matcher.can_be_empty_ && matcher.lookaheads_.empty()) matcher.make_steps();
  return matcher;
}

// Finds the states from which some text leads to no match, from those where the next symbol ends the attempt backward.
void Matcher::find_certain_matches() {
  const std::size_t symbols = automaton_.symbol_count();
  const std::size_t states = automaton_.state_count();
  must_match_.assign(states, true);
  std::vector<std::vector<std::uint32_t>> states_before(states);  // by a symbol before which no match ends
  std::vector<std::uint32_t> queue{0};
  must_match_[0] = false;  // dead
  for (std::uint32_t state = 1; state < states; ++state) {
    for (Symbol symbol = 0; symbol < symbols; ++symbol) {
      const Automaton::Transition transition = automaton_.transition(static_cast<Row>(state * symbols), symbol);
      if (transition.matches) continue;
      std::vector<std::uint32_t>& before = states_before[transition.next / symbols];
      if (before.empty() || before.back() != state) before.push_back(state);
    }
  }
  while (!queue.empty()) {
    const std::uint32_t state = queue.back();
    queue.pop_back();
    for (const std::uint32_t before : states_before[state]) {
      if (!must_match_[before]) continue;
      must_match_[before] = false;
      queue.push_back(before);
    }
  }
  always_matches_.assign(characters_.class_count(), 1);
  for (Symbol symbol = 0; symbol < symbols; ++symbol) {
    for (const bool after_word : {false, true}) {
      const Automaton::Transition first = automaton_.transition(automaton_.start(after_word), symbol);
      if (!first.matches && !always_matches_after(first.next)) always_matches_[symbol % characters_.class_count()] = 0;
    }
  }
}

void Matcher::make_steps() {
  const std::size_t symbols = automaton_.symbol_count();
  for (std::size_t state = 0; state < automaton_.state_count(); ++state) {
    const Row row = static_cast<Row>(state * symbols);
    for (Symbol symbol = 0; symbol < symbols; ++symbol) {
      const Automaton::Transition transition = automaton_.transition(row, symbol);
      std::uint32_t entry = Step::slow;
      if (transition.next != Automaton::dead) {
        entry = transition.next << Step::row_shift | (transition.matches ? Step::matches : 0);
      } else if (transition.matches && symbol != characters_.end_class()) {
        const Row next = automaton_.transition(automaton_.start(automaton_.is_after_word(row)), symbol).next;
        if (next != Automaton::dead) entry = next << Step::row_shift | Step::ends;
      }
      steps_.push_back(entry);
    }
  }
}

}  // namespace tokmill::pretokenize::pattern

#include "core/pretokenize/pattern/lookahead.hpp"

#include <map>
#include <string>
#include <utility>

namespace tokmill::pretokenize::pattern {
namespace {

using Operation = Instruction::Operation;

}  // namespace

class LookaheadAutomaton::Builder {
 public:
  Builder(const Program& program, std::size_t index)
      : program_(program), start_(program.lookaheads[index]), position_(program.instructions.size(), 0) {
    automaton_.row_size_ = 2 * program.characters.class_count();
  }

  Result<LookaheadAutomaton> build() {
    order_instructions();
    number_of(States(order_.size(), '\0'));
    for (std::size_t i = 0; i < states_.size(); ++i) {
      if (states_.size() * automaton_.row_size_ > max_transitions) {
        return Error{ErrorCode::malformed_pattern,
                     "a lookahead needs a table of more than " + std::to_string(max_transitions) + " transitions", 0};
      }
      const States& after = *states_[i];
      automaton_.matches_.push_back(after[position_[start_]] != 0);
      for (std::size_t number = 0; number < program_.characters.class_count(); ++number) {
        for (const bool after_word : {false, true}) {
          automaton_.transitions_.push_back(number_of(before(after, static_cast<ClassNumber>(number), after_word)));
        }
      }
      steps_ += order_.size() * automaton_.row_size_;
      if (steps_ > max_compilation_steps) {
        return Error{ErrorCode::malformed_pattern,
                     "a lookahead needs more than " + std::to_string(max_compilation_steps) + " steps to compile", 0};
      }
    }
    return std::move(automaton_);
  }

 private:
  // For each instruction, in the order of order_: 1 if the rest of the text can be matched from there, otherwise 0.
  using States = std::string;

  // The instructions of the lookahead, each after those that it goes on to without reading.
  void order_instructions() {
    struct Visit {
      Address address;
      bool is_done;
    };
    std::vector<Visit> stack{{start_, false}};
    std::vector<Address> starts;  // of what follows after a character
    std::vector<bool> is_visited(program_.instructions.size(), false);
    while (!stack.empty() || !starts.empty()) {
      if (stack.empty()) {
        stack.push_back({starts.back(), false});
        starts.pop_back();
      }
      const auto [address, is_done] = stack.back();
      stack.pop_back();
      if (is_done) {
        position_[address] = order_.size();
        order_.push_back(address);
        continue;
      }
      if (is_visited[address]) continue;
      is_visited[address] = true;
      stack.push_back({address, true});
      const Instruction& instruction = program_.instructions[address];
      switch (instruction.operation) {
        case Operation::match: break;
        case Operation::read: starts.push_back(instruction.next); break;
        case Operation::either: stack.push_back({instruction.otherwise, false}); [[fallthrough]];
        case Operation::next_is:
        case Operation::boundary: stack.push_back({instruction.next, false}); break;
        case Operation::lookahead: break;  // the parser refuses lookahead in lookahead
      }
    }
  }

  // The state before a character of class `number`, from the one after it.
  States before(const States& after, ClassNumber number, bool after_word) const {
    States result(order_.size(), '\0');
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const Instruction& instruction = program_.instructions[order_[i]];
      const auto matches_from = [&](Address next) { return result[position_[next]] != 0; };
      const auto is_in_set = [&] { return program_.sets[instruction.set].contains(number); };
      bool matches = false;
      switch (instruction.operation) {
        case Operation::match: matches = true; break;
        case Operation::read: matches = after[position_[instruction.next]] != 0 && is_in_set(); break;
        case Operation::either: matches = matches_from(instruction.next) || matches_from(instruction.otherwise); break;
        case Operation::next_is: matches = matches_from(instruction.next) && is_in_set(); break;
        case Operation::boundary:
          matches = matches_from(instruction.next) && program_.word.contains(number) != after_word;
          break;
        case Operation::lookahead: break;
      }
      result[i] = matches ? '\1' : '\0';
    }
    return result;
  }

  Row number_of(States states) {
    const auto [entry, is_new] =
        rows_.try_emplace(std::move(states), static_cast<Row>(states_.size() * automaton_.row_size_));
    if (is_new) states_.push_back(&entry->first);
    return entry->second;
  }

  const Program& program_;
  Address start_;
  LookaheadAutomaton automaton_;
  std::vector<Address> order_;
  std::vector<std::size_t> position_;  // by address: in order_
  std::map<States, Row> rows_;
  std::vector<const States*> states_;  // by number
  std::size_t steps_ = 0;
};

Result<LookaheadAutomaton> LookaheadAutomaton::make(const Program& program, std::size_t index) {
  return Builder(program, index).build();
}

}  // namespace tokmill::pretokenize::pattern

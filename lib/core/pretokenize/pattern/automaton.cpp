#include "core/pretokenize/pattern/automaton.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace tokmill::pretokenize::pattern {
namespace {

using Operation = Instruction::Operation;

// A set of addresses that is cleared in constant time.
class AddressSet {
 public:
  explicit AddressSet(std::size_t size) : stamps_(size, 0) {}

  void clear() { ++stamp_; }

  // Returns false if the address is in the set.
  bool insert(Address address) {
    if (stamps_[address] == stamp_) return false;
    stamps_[address] = stamp_;
    return true;
  }

 private:
  std::vector<std::uint32_t> stamps_;
  std::uint32_t stamp_ = 1;
};

}  // namespace

class Automaton::Builder {
 public:
  explicit Builder(const Program& program)
      : program_(program),
        seen_(program.instructions.size()),
        listed_(program.instructions.size()),
        class_count_(program.characters.class_count()) {
    automaton_.symbol_count_ = class_count_ << program.lookaheads.size();
  }

  Result<Automaton> build() {
    number_of({{}, false});  // dead
    for (const bool after_word : {false, true}) {
      automaton_.start_[after_word ? 1 : 0] = number_of({{program_.start}, after_word && program_.has_boundary});
    }
    for (std::size_t i = 0; i < states_.size(); ++i) {
      if (states_.size() * automaton_.symbol_count_ > max_transitions) {
        return limit_error("a table of more than " + std::to_string(max_transitions) + " transitions");
      }
      const State state = *states_[i];
      for (Symbol symbol = 0; symbol < automaton_.symbol_count_; ++symbol) {
        automaton_.transitions_.push_back(follow(state, symbol));
        if (steps_ > max_compilation_steps) {
          return limit_error("more than " + std::to_string(max_compilation_steps) + " steps to compile");
        }
      }
    }
    remove_useless();
    for (const State* const state : states_) automaton_.after_word_.push_back(state->after_word);
    return std::move(automaton_);
  }

 private:
  struct State {
    std::vector<Address> threads;  // in the order in which they are tried
    bool after_word;

    friend bool operator<(const State& left, const State& right) {
      return std::tie(left.threads, left.after_word) < std::tie(right.threads, right.after_word);
    }
  };

  static Error limit_error(const std::string& limit) {
    return {ErrorCode::malformed_pattern, "the pattern needs " + limit, 0};
  }

  // The row of a state, a new one if needed.
  Row number_of(State state) {
    const auto [entry, is_new] =
        rows_.try_emplace(std::move(state), static_cast<Row>(states_.size() * automaton_.symbol_count_));
    if (is_new) states_.push_back(&entry->first);
    steps_ += entry->first.threads.size();
    return entry->second;
  }

  // The entry of the table.
  std::uint32_t follow(const State& state, Symbol symbol) {
    const auto number = static_cast<ClassNumber>(symbol % class_count_);
    const Symbol lookaheads = symbol / static_cast<Symbol>(class_count_);
    const bool is_word = program_.has_boundary && program_.word.contains(number);
    State next{{}, is_word};
    bool matches = false;
    seen_.clear();
    listed_.clear();
    for (std::size_t i = 0; i < state.threads.size() && !matches; ++i) {
      stack_.assign(1, state.threads[i]);
      while (!stack_.empty()) {
        const Address address = stack_.back();
        stack_.pop_back();
        ++steps_;
        if (!seen_.insert(address)) continue;
        const Instruction& instruction = program_.instructions[address];
        bool goes_on = false;
        switch (instruction.operation) {
          case Operation::match: matches = true; break;
          case Operation::read:
            if (program_.sets[instruction.set].contains(number) && listed_.insert(instruction.next)) {
              next.threads.push_back(instruction.next);
            }
            break;
          case Operation::either:
            stack_.push_back(instruction.otherwise);
            goes_on = true;
            break;
          case Operation::next_is: goes_on = program_.sets[instruction.set].contains(number); break;
          case Operation::boundary: goes_on = is_word != state.after_word; break;
          case Operation::lookahead:
            goes_on = ((lookaheads >> instruction.otherwise & 1) != 0) != instruction.negated;
            break;
        }
        if (matches) break;  // the alternatives that are left would be tried later
        if (goes_on) stack_.push_back(instruction.next);
      }
    }
    if (next.threads.empty()) next.after_word = false;
    return number_of(std::move(next)) << 1 | (matches ? 1U : 0U);
  }

  // Replaces the states from which no match can be reached by the dead one.
  void remove_useless() {
    const std::size_t symbols = automaton_.symbol_count_;
    std::vector<std::vector<std::uint32_t>> states_before(states_.size());
    std::vector<bool> is_useful(states_.size(), false);
    std::vector<std::uint32_t> queue;
    for (std::uint32_t state = 0; state < states_.size(); ++state) {
      for (Symbol symbol = 0; symbol < symbols; ++symbol) {
        const std::uint32_t entry = automaton_.transitions_[state * symbols + symbol];
        std::vector<std::uint32_t>& before = states_before[(entry >> 1) / symbols];
        if (before.empty() || before.back() != state) before.push_back(state);
        if ((entry & 1) != 0 && !is_useful[state]) {
          is_useful[state] = true;
          queue.push_back(state);
        }
      }
    }
    while (!queue.empty()) {
      const std::uint32_t state = queue.back();
      queue.pop_back();
      for (const std::uint32_t before : states_before[state]) {
        if (is_useful[before]) continue;
        is_useful[before] = true;
        queue.push_back(before);
      }
    }
    for (std::uint32_t& entry : automaton_.transitions_) {
      if (!is_useful[(entry >> 1) / symbols]) entry = dead << 1 | (entry & 1);
    }
  }

  const Program& program_;
  Automaton automaton_;
  std::map<State, Row> rows_;
  std::vector<const State*> states_;  // by number
  AddressSet seen_;
  AddressSet listed_;
  std::vector<Address> stack_;
  std::size_t class_count_;
  std::size_t steps_ = 0;
};

Result<Automaton> Automaton::make(const Program& program) { return Builder(program).build(); }

}  // namespace tokmill::pretokenize::pattern

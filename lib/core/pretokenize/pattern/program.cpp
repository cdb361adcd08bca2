#include "core/pretokenize/pattern/program.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <string>
#include <utility>

#include "core/base/exceptions.hpp"
#include "core/pretokenize/pattern/parser.hpp"

namespace tokmill::pretokenize::pattern {
namespace {

using Operation = Instruction::Operation;

// The name of a limit that the pattern exceeds.
struct LimitError {
  std::string message;
};

class Compiler {
 public:
  explicit Compiler(const SyntaxTree& tree) : tree_(tree) {}

  Program compile() {
    const Address match = add({Operation::match});
    program_.start = emit(tree_.root, match);
    for (std::size_t i = 0; i < lookaheads_.size(); ++i) {
      program_.lookaheads.push_back(emit(lookaheads_[i]->children.front(), match));
    }
    number_classes();
    return std::move(program_);
  }

 private:
  // A set of the program, made of a set of the tree.
  struct ProgramSet {
    SetIndex set;
    bool is_complement;
    bool at_end;  // contains the end of the text

    friend auto operator<=>(const ProgramSet&, const ProgramSet&) = default;
  };

  Address add(Instruction instruction) {
    if (program_.instructions.size() == max_instructions) {
      base::raise(LimitError{"the pattern needs more than " + std::to_string(max_instructions) + " instructions"});
    }
    program_.instructions.push_back(instruction);
    return static_cast<Address>(program_.instructions.size() - 1);
  }

  std::uint32_t index_of(const ProgramSet& set) {
    return sets_.try_emplace(set, static_cast<std::uint32_t>(sets_.size())).first->second;
  }

  std::uint32_t index_of_lookahead(const Node& node) {
    const auto found = std::find(lookaheads_.begin(), lookaheads_.end(), &node);
    if (found != lookaheads_.end()) return static_cast<std::uint32_t>(found - lookaheads_.begin());
    if (lookaheads_.size() == max_lookaheads) {
      base::raise(LimitError{"more than " + std::to_string(max_lookaheads) +
                             " lookaheads of more than one character are not supported"});
    }
    lookaheads_.push_back(&node);
    return static_cast<std::uint32_t>(lookaheads_.size() - 1);
  }

  // Emits the instructions of the node, which go on to `next`, and returns the address of the first.
  Address emit(const Node& node, Address next) {
    switch (node.kind) {
      case Node::Kind::character:
        return add({.operation = Operation::read, .set = index_of({node.set, false, false}), .next = next});
      case Node::Kind::concatenation:
        for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) next = emit(*child, next);
        return next;
      case Node::Kind::alternation: {
        Address first = emit(node.children.back(), next);
        for (std::size_t i = node.children.size() - 1; i-- > 0;) {
          first = either(emit(node.children[i], next), first, Repeat::greedy);
        }
        return first;
      }
      case Node::Kind::repetition: return emit_repetition(node, next);
      case Node::Kind::next_is:
        return add({.operation = Operation::next_is,
                    .set = index_of({node.set, false, node.at_end}),
                    .next = next});
      case Node::Kind::lookahead:
        return add({.operation = Operation::lookahead,
                    .negated = node.negated,
                    .next = next,
                    .otherwise = index_of_lookahead(node)});
      case Node::Kind::boundary: break;
    }
    program_.has_boundary = true;
    return add({.operation = Operation::boundary, .next = next});
  }

  // `again` repeats, `next` ends the repetition.
  Address either(Address again, Address next, Repeat repeat) {
    if (repeat == Repeat::lazy) std::swap(again, next);
    return add({.operation = Operation::either, .next = again, .otherwise = next});
  }

  Address emit_repetition(const Node& node, Address next) {
    const Node& child = node.children.front();
    Address end = next;
    if (node.repeat == Repeat::possessive) {
      // To stop before the maximum, the next character must be another one.
      const std::uint32_t others = index_of({child.set, true, true});
      end = add({.operation = Operation::next_is, .set = others, .next = next});
    }
    std::uint32_t mandatory = node.min;
    if (node.max == Node::no_limit) {
      const Address loop = either(0, end, node.repeat);
      const Address body = emit(child, loop);
      Instruction& instruction = program_.instructions[loop];
      (node.repeat == Repeat::lazy ? instruction.otherwise : instruction.next) = body;
      next = loop;
      if (mandatory > 0) {
        next = body;
        --mandatory;
      }
    } else {
      for (std::uint32_t i = node.min; i < node.max; ++i) next = either(emit(child, next), end, node.repeat);
    }
    for (; mandatory > 0; --mandatory) next = emit(child, next);
    return next;
  }

  void number_classes() {
    std::vector<const unicode::CodePointSet*> sets;
    for (const auto& [set, index] : sets_) {
      const unicode::CodePointSet* const code_points = &tree_.sets[set.set];
      if (sets.empty() || sets.back() != code_points) sets.push_back(code_points);
    }
    if (sets.size() > max_sets) {
      base::raise(LimitError{"more than " + std::to_string(max_sets) + " different character classes"});
    }
    if (program_.has_boundary) sets.push_back(&tree_.word);
    std::optional<CharacterMap> characters = CharacterMap::make(sets);
    if (!characters) {
      base::raise(LimitError{"the pattern distinguishes more than " + std::to_string(max_classes - 1) +
                             " classes of characters"});
    }
    program_.characters = *std::move(characters);
    program_.sets.resize(sets_.size());
    for (const auto& [set, index] : sets_) {
      program_.sets[index] = classes_of(tree_.sets[set.set], set.is_complement);
      if (set.at_end) program_.sets[index].insert(program_.characters.end_class());
    }
    program_.word = classes_of(tree_.word, false);
  }

  ClassSet classes_of(const unicode::CodePointSet& set, bool is_complement) {
    ClassSet classes;
    const std::span<const char32_t> examples = program_.characters.examples();
    for (std::size_t number = 0; number < examples.size(); ++number) {
      if (set.contains(examples[number]) != is_complement) classes.insert(static_cast<ClassNumber>(number));
    }
    return classes;
  }

  const SyntaxTree& tree_;
  Program program_;
  std::vector<const Node*> lookaheads_;
  std::map<ProgramSet, std::uint32_t> sets_;  // with their indices in Program::sets
};

}  // namespace

Result<Program> compile(const SyntaxTree& tree) {
  return base::catch_raised<LimitError>(
      [&]() -> Result<Program> { return Compiler(tree).compile(); },
      [](LimitError& error) -> Result<Program> {
        return Error{ErrorCode::malformed_pattern, std::move(error.message), 0};
      });
}

}  // namespace tokmill::pretokenize::pattern

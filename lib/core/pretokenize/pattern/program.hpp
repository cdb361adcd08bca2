#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/pretokenize/pattern/character_map.hpp"
#include "core/pretokenize/pattern/syntax_tree.hpp"
#include "tokmill/result.hpp"

namespace tokmill::pretokenize::pattern {

/// The index of an instruction in a Program.
using Address = std::uint32_t;

/// A step of a machine that tries alternatives in order.
struct Instruction {
  enum class Operation : std::uint8_t {
    match,      ///< the pattern has matched
    read,       ///< reads a character whose class is in `set`, then goes to `next`
    either,     ///< goes to `next`; if that does not lead to a match, to `otherwise`
    next_is,    ///< goes to `next` if the class of the next character, or the end of the text, is in `set`
    boundary,   ///< goes to `next` if exactly one of the characters before and after is a word character
    lookahead,  ///< goes to `next` if lookahead number `otherwise` matches here; if `negated`, if it does not
  };

  Operation operation;
  bool negated = false;
  std::uint32_t set = 0;  // an index of Program::sets
  Address next = 0;
  Address otherwise = 0;
};

/// A pattern as instructions over the classes of its characters.
struct Program {
  std::vector<Instruction> instructions;
  Address start = 0;
  std::vector<Address> lookaheads;  // where the program of each lookahead starts
  std::vector<ClassSet> sets;
  CharacterMap characters;
  ClassSet word;              // word characters; only if has_boundary
  bool has_boundary = false;  // contains \b
};

/// The maximum number of instructions of a program; {n,m} repeats those of its operand m times.
inline constexpr std::size_t max_instructions = 20'000;

/// The maximum number of lookaheads that read more than one character.
inline constexpr std::size_t max_lookaheads = 4;

/// Compiles a tree. Errors: malformed_pattern (position 0) if a limit is exceeded; the message names the limit.
[[nodiscard]] Result<Program> compile(const SyntaxTree& tree);

}  // namespace tokmill::pretokenize::pattern

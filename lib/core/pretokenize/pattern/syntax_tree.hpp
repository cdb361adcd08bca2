#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/unicode/code_point_set.hpp"

namespace tokmill::pretokenize::pattern {

/// The index of a set in SyntaxTree::sets.
using SetIndex = std::uint32_t;

/// How a repetition chooses the number of repeats.
enum class Repeat {
  greedy,      ///< `x*`: the most that lets the rest match
  lazy,        ///< `x*?`: the fewest that lets the rest match
  possessive,  ///< `x*+`: the most, whether or not the rest matches
};

/// A part of a pattern. Which members are used depends on `kind`.
struct Node {
  enum class Kind {
    character,    ///< one character of `set`
    concatenation,
    alternation,  ///< the first child that lets the rest match
    repetition,   ///< the only child, `min` to `max` times
    next_is,      ///< matches no text: the next character is in `set`; at the end of the text: `at_end`
    lookahead,    ///< matches no text: the only child matches here; if `negated`, it does not
    boundary,     ///< `\b`: matches no text; a word character on exactly one side
  };

  static constexpr std::uint32_t no_limit = std::numeric_limits<std::uint32_t>::max();

  Kind kind = Kind::concatenation;
  SetIndex set = 0;
  bool at_end = false;
  bool negated = false;
  Repeat repeat = Repeat::greedy;
  std::uint32_t min = 0;
  std::uint32_t max = no_limit;
  std::vector<Node> children = {};
};

/// A parsed pattern.
struct SyntaxTree {
  Node root;
  std::vector<unicode::CodePointSet> sets;  // all different
  unicode::CodePointSet word;               // the word characters of `\b`; empty if the pattern has none
};

/// Whether the node can match the empty text.
[[nodiscard]] bool can_be_empty(const Node& node) noexcept;

}  // namespace tokmill::pretokenize::pattern

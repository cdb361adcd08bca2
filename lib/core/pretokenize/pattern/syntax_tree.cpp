#include "core/pretokenize/pattern/syntax_tree.hpp"

#include <algorithm>

namespace tokmill::pretokenize::pattern {

bool can_be_empty(const Node& node) noexcept {
  switch (node.kind) {
    case Node::Kind::character: return false;
    case Node::Kind::concatenation: return std::all_of(node.children.begin(), node.children.end(), can_be_empty);
    case Node::Kind::alternation: return std::any_of(node.children.begin(), node.children.end(), can_be_empty);
    case Node::Kind::repetition: return node.min == 0 || can_be_empty(node.children.front());
    case Node::Kind::next_is:
    case Node::Kind::lookahead:
    case Node::Kind::boundary: break;
  }
  return true;
}

}  // namespace tokmill::pretokenize::pattern

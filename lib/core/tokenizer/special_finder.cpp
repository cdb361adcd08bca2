#include "core/tokenizer/special_finder.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace tokmill::inline TOKMILL_ABI {

SpecialFinder::SpecialFinder(std::span<const std::string_view> names) {
  for (const std::string_view name : names) max_name_size_ = std::max(max_name_size_, name.size());
  add_nodes(names);
  link_nodes();
}

// Adds the states breadth first, so that the children of each are consecutive.
void SpecialFinder::add_nodes(std::span<const std::string_view> names) {
  std::vector<std::uint32_t> order(names.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) { return names[left] < names[right]; });

  // The names order[first] to order[last - 1] start with the bytes of the state.
  struct Range {
    std::size_t first;
    std::size_t last;
  };
  std::vector<Range> ranges{{0, order.size()}};  // by state
  nodes_.resize(1);
  bytes_.resize(1);
  for (State state = 0; state < nodes_.size(); ++state) {
    Range range = ranges[state];
    const std::uint32_t depth = nodes_[state].depth;
    if (range.first < range.last && names[order[range.first]].size() == depth) {
      nodes_[state].name = order[range.first++];
      nodes_[state].name_size = depth;
    }
    nodes_[state].first_child = static_cast<State>(nodes_.size());
    for (std::size_t i = range.first; i < range.last; ++i) {
      const char byte = names[order[i]][depth];
      if (i == range.first || byte != bytes_.back()) {
        nodes_.push_back({.depth = depth + 1});
        bytes_ += byte;
        ranges.push_back({i, i});
      }
      ranges.back().last = i + 1;
    }
    nodes_[state].children = static_cast<std::uint32_t>(nodes_.size()) - nodes_[state].first_child;
  }
}

// Sets the suffix of each state, and the names that end in suffixes.
void SpecialFinder::link_nodes() {
  const Node& root = nodes_[0];
  for (State state = root.first_child; state < root.first_child + root.children; ++state) {
    roots_[static_cast<unsigned char>(bytes_[state])] = state;
  }
  for (State state = 0; state < nodes_.size(); ++state) {  // suffixes are shorter, so they come first
    for (State child = nodes_[state].first_child; child < nodes_[state].first_child + nodes_[state].children; ++child) {
      Node& node = nodes_[child];
      node.suffix = state == 0 ? 0 : next(nodes_[state].suffix, static_cast<unsigned char>(bytes_[child]));
      if (node.name == none) {
        node.name = nodes_[node.suffix].name;
        node.name_size = nodes_[node.suffix].name_size;
      }
    }
  }
}

// The first position at or after `at` at which a name may start; the size of the text if there is none. Most
// vocabularies have only names that start with the same byte.
std::size_t SpecialFinder::next_start(std::string_view text, std::size_t at) const noexcept {
  if (nodes_[0].children == 1) return std::min(text.find(bytes_[nodes_[0].first_child], at), text.size());
  while (at < text.size() && roots_[static_cast<unsigned char>(text[at])] == 0) ++at;
  return at;
}

// The state that continues `state` with `byte`, or 0.
SpecialFinder::State SpecialFinder::child(State state, unsigned char byte) const noexcept {
  if (state == 0) return roots_[byte];
  const Node& node = nodes_[state];
  const char* const bytes = bytes_.data() + node.first_child;
  const void* const found = std::memchr(bytes, byte, node.children);
  return found == nullptr ? 0 : node.first_child + static_cast<State>(static_cast<const char*>(found) - bytes);
}

// The longest state that the text ends with after `state` and `byte`.
SpecialFinder::State SpecialFinder::next(State state, unsigned char byte) const noexcept {
  while (true) {
    const State found = child(state, byte);
    if (found != 0 || state == 0) return found;
    state = nodes_[state].suffix;
  }
}

std::optional<SpecialFinder::Occurrence> SpecialFinder::find(std::string_view text, std::size_t from) const noexcept {
  std::optional<Occurrence> best;
  State state = 0;
  for (std::size_t at = from; at < text.size(); ++at) {
    if (state == 0) {
      at = next_start(text, at);
      if (at == text.size()) break;
    }
    state = next(state, static_cast<unsigned char>(text[at]));
    const Node& node = nodes_[state];
    const std::size_t end = at + 1;
    if (best && end - node.depth > best->start) break;  // no name that is under way starts early enough
    if (node.name != none && (!best || end - node.name_size <= best->start)) {
      best = Occurrence{end - node.name_size, end, node.name};
    }
  }
  return best;
}

std::size_t SpecialFinder::undecided(std::string_view text, std::size_t from) const noexcept {
  if (text.size() >= max_name_size_) from = std::max(from, text.size() - max_name_size_ + 1);
  State state = 0;
  for (std::size_t at = from; at < text.size(); ++at) state = next(state, static_cast<unsigned char>(text[at]));
  while (state != 0 && nodes_[state].children == 0) state = nodes_[state].suffix;
  return text.size() - nodes_[state].depth;
}

}  // namespace tokmill

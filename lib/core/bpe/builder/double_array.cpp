#include "core/bpe/builder/double_array.hpp"

#include <cstddef>

namespace tokmill::bpe {
namespace {

class Builder {
 public:
  Builder(const std::vector<std::pair<std::string_view, TokenId>>& keys, std::uint32_t base_limit)
      : keys_(keys), base_limit_(base_limit) {
    grow();
  }

  Result<DoubleArray> build() {
    // Breadth first, so that the nodes near the root, which every lookup reads, are close together.
    std::vector<Range> level{{0, keys_.size(), 0, 0}};
    std::uint32_t root_base = 0;
    bool at_root = true;
    while (!level.empty()) {
      std::vector<Range> next;
      for (const Range& parent : level) {
        const std::uint32_t base = place_children(parent, next);
        if (base >= base_limit_) {
          return Error{ErrorCode::malformed_table, "the tokens need a larger trie than the image can hold", 0};
        }
        if (at_root) {
          root_base = base;
          at_root = false;
        } else {
          nodes_[parent.node] |= std::uint64_t{base} << 9;
        }
      }
      level = std::move(next);
    }
    return DoubleArray{std::move(nodes_), root_base};
  }

 private:
  // The keys [first, last) share their first `depth` bytes, which lead to `node`.
  struct Range {
    std::size_t first;
    std::size_t last;
    std::size_t depth;
    std::uint32_t node;
  };

  // An element of the list of open slots. A slot is open if it is free and was not tried max_tries times for a first
  // child. This limit keeps the search linear. A slot that exceeded it can still be used for another child; otherwise
  // it stays unused.
  struct Link {
    std::uint32_t previous;  // index in open_, or `closed`
    std::uint32_t next;
    std::uint32_t tries;
  };
  static constexpr std::uint32_t closed = ~std::uint32_t{0};
  static constexpr std::uint32_t max_tries = 2000;

  void grow() {
    const auto first = static_cast<std::uint32_t>(nodes_.size());
    nodes_.resize(nodes_.size() + 256, 0);
    base_used_.resize(nodes_.size(), false);
    open_.resize(nodes_.size() + 1);
    for (std::uint32_t link = first + 1; link <= nodes_.size(); ++link) {
      const std::uint32_t last = open_.front().previous;
      open_[link] = {last, 0, 0};
      open_[last].next = link;
      open_.front().previous = link;
    }
  }

  [[nodiscard]] unsigned char byte_of(std::size_t key, std::size_t depth) const {
    return static_cast<unsigned char>(keys_[key].first[depth]);
  }

  // Returns the base of the parent; 0 if it has no children. If the base is too large, places nothing.
  std::uint32_t place_children(const Range& parent, std::vector<Range>& next) {
    std::size_t first = parent.first;
    if (first < parent.last && keys_[first].first.size() == parent.depth) ++first;  // the parent's own key
    if (first == parent.last) return 0;

    std::vector<Range> children;
    for (std::size_t key = first; key < parent.last; ++key) {
      if (children.empty() || byte_of(key, parent.depth) != byte_of(children.back().first, parent.depth)) {
        children.push_back({key, key, parent.depth + 1, 0});
      }
      children.back().last = key + 1;
    }

    const std::uint32_t base = find_base(children, parent.depth);
    if (base >= base_limit_) return base;
    base_used_[base] = true;
    for (Range& child : children) {
      const unsigned char byte = byte_of(child.first, parent.depth);
      const bool ends_here = keys_[child.first].first.size() == child.depth;
      child.node = base ^ byte;
      close(child.node);
      nodes_[child.node] = trie_node(byte, 0, ends_here ? keys_[child.first].second : no_token);
      next.push_back(child);
    }
    return base;
  }

  // Tries the open slots in order for the first child.
  std::uint32_t find_base(const std::vector<Range>& children, std::size_t depth) {
    const unsigned char first_byte = byte_of(children.front().first, depth);
    std::uint32_t link = open_.front().next;
    for (;;) {
      if (link == 0) {
        link = static_cast<std::uint32_t>(nodes_.size()) + 1;
        grow();
      }
      const std::uint32_t base = (link - 1) ^ first_byte;
      if (base != 0 && !base_used_[base] && fits(children, depth, base)) return base;
      const std::uint32_t next = open_[link].next;
      if (++open_[link].tries == max_tries) close(link - 1);
      link = next;
    }
  }

  // Removes a slot from the list of open slots, if it is in it.
  void close(std::uint32_t slot) {
    Link& link = open_[slot + 1];
    if (link.previous == closed) return;
    open_[link.previous].next = link.next;
    open_[link.next].previous = link.previous;
    link.previous = closed;
  }

  [[nodiscard]] bool fits(const std::vector<Range>& children, std::size_t depth, std::uint32_t base) const {
    for (const Range& child : children) {
      if (nodes_[base ^ byte_of(child.first, depth)] != 0) return false;
    }
    return true;
  }

  const std::vector<std::pair<std::string_view, TokenId>>& keys_;
  std::uint32_t base_limit_;
  std::vector<TrieNode> nodes_;
  std::vector<bool> base_used_;
  std::vector<Link> open_{{0, 0, 0}};  // indexed by slot + 1; [0] links to both ends of the list
};

}  // namespace

Result<DoubleArray> make_double_array(const std::vector<std::pair<std::string_view, TokenId>>& keys,
                                      std::uint32_t base_limit) {
  return Builder(keys, base_limit).build();
}

}  // namespace tokmill::bpe

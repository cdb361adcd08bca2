#include "core/bpe/builder/double_array.hpp"

#include <array>
#include <bit>
#include <cstddef>

namespace tokmill::bpe {
namespace {

// The slots of a block: base XOR byte is in the same block as base. So whether children fit depends on one block.
constexpr std::size_t block_size = 256;

// A set of slots of a block, or of bytes.
class Set256 {
 public:
  [[nodiscard]] bool contains(unsigned i) const noexcept { return (words_[i / 64] >> i % 64 & 1U) != 0; }
  void add(unsigned i) noexcept { words_[i / 64] |= std::uint64_t{1} << i % 64; }

  // The first i >= from that is not in the set; block_size if there is none.
  [[nodiscard]] unsigned next_missing(unsigned from) const noexcept {
    for (unsigned word = from / 64; word < words_.size(); ++word) {
      std::uint64_t missing = ~words_[word];
      if (word == from / 64) missing &= ~std::uint64_t{0} << from % 64;
      if (missing != 0) return word * 64 + static_cast<unsigned>(std::countr_zero(missing));
    }
    return block_size;
  }

 private:
  std::array<std::uint64_t, block_size / 64> words_{};
};

struct Block {
  Set256 taken;         // slots
  Set256 taken_bases;
  unsigned free = block_size;
  unsigned failures = 0;
};

class Builder {
 public:
  Builder(const std::vector<std::pair<std::string_view, TokenId>>& keys, std::uint32_t base_limit)
      : keys_(keys), base_limit_(base_limit) {
    add_block();
    blocks_.front().taken_bases.add(0);  // base 0 means a leaf
  }

  Result<DoubleArray> build() {
    // Breadth first, so that the nodes near the root, which every lookup reads, are close together.
    std::vector<Range> level{{0, keys_.size(), 0, 0}};
    std::vector<Range> next;
    std::uint32_t root_base = 0;
    bool at_root = true;
    while (!level.empty()) {
      next.clear();
      for (const Range& parent : level) {
        const std::uint32_t base = place_children(parent, next);
        if (base >= base_limit_) {
          return Error{ErrorCode::unsupported_vocabulary, "the tokens need a larger trie than the image can hold", 0};
        }
        if (at_root) {
          root_base = base;
          at_root = false;
        } else {
          nodes_[parent.node] |= std::uint64_t{base} << 9;
        }
      }
      level.swap(next);
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

  // A block that could not take several children this many times takes single ones only. This limit keeps the search
  // linear.
  static constexpr unsigned max_failures = 64;

  void add_block() {
    open_.push_back(static_cast<std::uint32_t>(blocks_.size()));
    blocks_.emplace_back();
    nodes_.resize(nodes_.size() + block_size, 0);
  }

  [[nodiscard]] unsigned char byte_of(std::size_t key, std::size_t depth) const {
    return static_cast<unsigned char>(keys_[key].first[depth]);
  }

  // Appends the children of the parent to `next`, and returns the parent's base; 0 if it has no children. If the base
  // is too large, places nothing.
  std::uint32_t place_children(const Range& parent, std::vector<Range>& next) {
    std::size_t first = parent.first;
    if (first < parent.last && keys_[first].first.size() == parent.depth) ++first;  // the parent's own key
    if (first == parent.last) return 0;

    const std::size_t before = next.size();
    bytes_.clear();
    for (std::size_t key = first; key < parent.last; ++key) {
      const unsigned char byte = byte_of(key, parent.depth);
      if (bytes_.empty() || byte != bytes_.back()) {
        bytes_.push_back(byte);
        next.push_back({key, key, parent.depth + 1, 0});
      }
      next.back().last = key + 1;
    }

    const std::uint32_t base = bytes_.size() == 1 ? find_base_of_one() : find_base_of_several();
    if (base >= base_limit_) return base;
    Block& block = blocks_[base / block_size];
    block.taken_bases.add(base % block_size);
    block.free -= static_cast<unsigned>(bytes_.size());
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      Range& child = next[before + i];
      const bool ends_here = keys_[child.first].first.size() == child.depth;
      child.node = base ^ bytes_[i];
      block.taken.add(child.node % block_size);
      nodes_[child.node] = trie_node(bytes_[i], 0, ends_here ? keys_[child.first].second : no_token);
    }
    return base;
  }

  // A base in a block at which all children of bytes_ are free, or block_size.
  [[nodiscard]] unsigned find_base_in(const Block& block) const {
    for (unsigned slot = block.taken.next_missing(0); slot < block_size; slot = block.taken.next_missing(slot + 1)) {
      const unsigned base = slot ^ bytes_.front();
      if (block.taken_bases.contains(base)) continue;
      bool fits = true;
      for (std::size_t i = 1; i < bytes_.size() && fits; ++i) fits = !block.taken.contains(base ^ bytes_[i]);
      if (fits) return base;
    }
    return block_size;
  }

  // Single children fill the gaps that others leave.
  std::uint32_t find_base_of_one() {
    for (;; ++first_with_gap_) {
      if (first_with_gap_ == blocks_.size()) add_block();
      const unsigned base = find_base_in(blocks_[first_with_gap_]);
      if (base < block_size) return static_cast<std::uint32_t>(first_with_gap_ * block_size + base);
    }
  }

  std::uint32_t find_base_of_several() {
    std::size_t kept = 0;
    std::uint32_t found = ~std::uint32_t{0};
    for (std::size_t i = 0; i < open_.size() || found == ~std::uint32_t{0}; ++i) {
      if (i == open_.size()) add_block();
      const std::uint32_t index = open_[i];
      Block& block = blocks_[index];
      if (found == ~std::uint32_t{0}) {
        const unsigned base = block.free < bytes_.size() ? block_size : find_base_in(block);
        if (base < block_size) {
          found = static_cast<std::uint32_t>(index * block_size + base);
        } else if (++block.failures == max_failures) {
          continue;  // not kept
        }
      }
      open_[kept++] = index;
    }
    open_.resize(kept);
    return found;
  }

  const std::vector<std::pair<std::string_view, TokenId>>& keys_;
  std::uint32_t base_limit_;
  std::vector<TrieNode> nodes_;
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> open_;   // the blocks to try for several children, in order
  std::size_t first_with_gap_ = 0;    // the first block to try for single children
  std::vector<unsigned char> bytes_;  // of the children that are placed
};

}  // namespace

Result<DoubleArray> make_double_array(const std::vector<std::pair<std::string_view, TokenId>>& keys,
                                      std::uint32_t base_limit) {
  return Builder(keys, base_limit).build();
}

}  // namespace tokmill::bpe

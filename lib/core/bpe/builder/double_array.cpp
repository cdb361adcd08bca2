#include "core/bpe/builder/double_array.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <string>

namespace tokmill::bpe {
namespace {

// The slots of a block: base XOR byte is in the same block as base. So whether children fit depends on one block.
constexpr std::size_t block_size = 256;

// A set of slots or of bases of a block.
class Set256 {
 public:
  [[nodiscard]] static Set256 all() noexcept {
    Set256 set;
    set.words_.fill(~std::uint64_t{0});
    return set;
  }

  [[nodiscard]] bool contains(unsigned i) const noexcept { return (words_[i / 64] >> i % 64 & 1U) != 0; }
  void remove(unsigned i) noexcept { words_[i / 64] &= ~(std::uint64_t{1} << i % 64); }

  // The first member >= from; block_size if there is none.
  [[nodiscard]] unsigned next(unsigned from) const noexcept {
    if (from == block_size) return block_size;
    unsigned word = from / 64;
    std::uint64_t members = words_[word] & ~std::uint64_t{0} << from % 64;
    while (members == 0 && ++word < words_.size()) members = words_[word];
    return members == 0 ? block_size : word * 64 + static_cast<unsigned>(std::countr_zero(members));
  }

  // Keeps the members i for which i XOR byte is in the other set. Returns false if none is left.
  bool keep_xor(const Set256& other, unsigned byte) noexcept {
    // Each bit of `byte` swaps adjacent groups of members, the highest ones whole words. Without branches, because the
    // bytes are not predictable; and all words at once.
    constexpr std::uint64_t low_groups[] = {0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F,
                                            0x00FF00FF00FF00FF, 0x0000FFFF0000FFFF, 0x00000000FFFFFFFF};
    Words moved;
    for (unsigned word = 0; word < moved.size(); ++word) moved[word] = other.words_[word ^ byte / 64];
    for (unsigned bit = 0; bit < 6; ++bit) {
      const unsigned size = 1U << bit;
      const std::uint64_t swapped = low_groups[bit] & (std::uint64_t{0} - (byte >> bit & 1U));
      for (std::uint64_t& members : moved) {
        const std::uint64_t changed = (members ^ members >> size) & swapped;
        members ^= changed | changed << size;
      }
    }
    std::uint64_t left = 0;
    for (unsigned word = 0; word < moved.size(); ++word) left |= words_[word] &= moved[word];
    return left != 0;
  }

 private:
  using Words = std::array<std::uint64_t, block_size / 64>;

  Words words_{};
};

// Keys in order, with their bytes next to each other: the trie is built level by level, which reads all of them again
// for each byte.
class SortedKeys {
 public:
  explicit SortedKeys(const std::vector<std::pair<std::string_view, TokenId>>& keys) {
    std::size_t size = 0;
    for (const auto& [bytes, token] : keys) size += bytes.size();
    bytes_.reserve(size);
    starts_.reserve(keys.size() + 1);
    tokens_.reserve(keys.size());
    shared_.reserve(keys.size());
    std::string_view last;
    constexpr std::size_t ahead = 16;  // enough to hide the latency of memory
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (i + ahead < keys.size()) __builtin_prefetch(keys[i + ahead].first.data());
      const auto& [bytes, token] = keys[i];
      const auto differ = std::mismatch(bytes.begin(), bytes.end(), last.begin(), last.end()).first;
      shared_.push_back(static_cast<std::uint32_t>(differ - bytes.begin()));
      starts_.push_back(static_cast<std::uint32_t>(bytes_.size()));
      tokens_.push_back(token);
      bytes_ += bytes;
      last = bytes;
    }
    starts_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  }

  [[nodiscard]] std::uint32_t count() const noexcept { return static_cast<std::uint32_t>(tokens_.size()); }
  [[nodiscard]] TokenId token(std::uint32_t key) const noexcept { return tokens_[key]; }
  [[nodiscard]] std::uint32_t size(std::uint32_t key) const noexcept { return starts_[key + 1] - starts_[key]; }
  [[nodiscard]] unsigned char byte(std::uint32_t key, std::uint32_t at) const noexcept {
    return static_cast<unsigned char>(bytes_[starts_[key] + at]);
  }

  // The number of bytes at the start of a key that the key before it has, too.
  [[nodiscard]] std::uint32_t shared(std::uint32_t key) const noexcept { return shared_[key]; }

 private:
  std::string bytes_;
  std::vector<std::uint32_t> starts_;
  std::vector<std::uint32_t> shared_;
  std::vector<TokenId> tokens_;
};

struct Block {
  Set256 free_slots = Set256::all();
  Set256 free_bases = Set256::all();
  unsigned free = block_size;
  unsigned failures = 0;
};

class Builder {
 public:
  Builder(const std::vector<std::pair<std::string_view, TokenId>>& keys, std::uint32_t base_limit)
      : keys_(keys), base_limit_(base_limit) {
    add_block();
    blocks_.front().free_bases.remove(0);  // base 0 means a leaf
  }

  Result<DoubleArray> build() {
    // Breadth first, so that the nodes near the root, which every lookup reads, are close together.
    std::vector<Range> level{{0, keys_.count(), 0, 0}};
    std::vector<Range> next;
    std::uint32_t root_base = 0;
    bool at_root = true;
    while (!level.empty()) {
      next.clear();
      constexpr std::size_t ahead = 16;  // enough to hide the latency of memory
      for (std::size_t i = 0; i < level.size(); ++i) {
        if (i + ahead < level.size()) __builtin_prefetch(&nodes_[level[i + ahead].node], 1);
        const Range& parent = level[i];
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
    std::uint32_t first;
    std::uint32_t last;
    std::uint32_t depth;
    std::uint32_t node;
  };

  // A block that could not take several children this many times takes single ones only. This limit keeps the search
  // linear.
  static constexpr unsigned max_failures = 12;

  void add_block() {
    open_.push_back(static_cast<std::uint32_t>(blocks_.size()));
    blocks_.emplace_back();
    nodes_.resize(nodes_.size() + block_size, 0);
  }

  // Appends the children of the parent to `next`, and returns the parent's base; 0 if it has no children. If the base
  // is too large, places nothing.
  std::uint32_t place_children(const Range& parent, std::vector<Range>& next) {
    std::uint32_t first = parent.first;
    if (first < parent.last && keys_.size(first) == parent.depth) ++first;  // the parent's own key
    if (first == parent.last) return 0;

    const std::size_t before = next.size();
    bytes_.clear();
    for (std::uint32_t key = first; key < parent.last;) {
      bytes_.push_back(keys_.byte(key, parent.depth));
      next.push_back({key, 0, parent.depth + 1, 0});
      do ++key;
      while (key < parent.last && keys_.shared(key) > parent.depth);
      next.back().last = key;
    }

    const std::uint32_t base = bytes_.size() == 1 ? find_base_of_one() : find_base_of_several();
    if (base >= base_limit_) return base;
    Block& block = blocks_[base / block_size];
    block.free_bases.remove(base % block_size);
    block.free -= static_cast<unsigned>(bytes_.size());
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      Range& child = next[before + i];
      const bool ends_here = keys_.size(child.first) == child.depth;
      child.node = base ^ bytes_[i];
      block.free_slots.remove(child.node % block_size);
      nodes_[child.node] = trie_node(bytes_[i], 0, ends_here ? keys_.token(child.first) : no_token);
    }
    return base;
  }

  // A base in a block at which all children of bytes_ are free, or block_size: the one that gives the first child the
  // first possible slot.
  [[nodiscard]] unsigned find_base_in(const Block& block) const {
    const unsigned front = bytes_.front();
    Set256 slots = block.free_slots;  // for the first child: those that leave free slots for the others
    for (std::size_t i = 1; i < bytes_.size(); ++i) {
      if (!slots.keep_xor(block.free_slots, front ^ bytes_[i])) return block_size;
    }
    for (unsigned slot = slots.next(0); slot < block_size; slot = slots.next(slot + 1)) {
      if (block.free_bases.contains(slot ^ front)) return slot ^ front;
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
      if (found != ~std::uint32_t{0} && kept == i + 1) return found;  // all blocks so far are kept
    }
    open_.resize(kept);
    return found;
  }

  const SortedKeys keys_;
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

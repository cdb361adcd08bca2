#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tokmill::inline TOKMILL_ABI {

/// A set of positions in a text, one bit each, with the number of positions before each block.
class PositionSet {
 public:
  /// For positions 0 to `last`.
  explicit PositionSet(std::size_t last) : words_(last / 64 + 1) {}

  void add(std::size_t at) noexcept { words_[at / 64] |= std::uint64_t{1} << at % 64; }

  /// Must be called after the last add() and before rank() and before().
  void finish() {
    std::size_t count = 0;
    std::size_t last = 0;
    blocks_.reserve(words_.size() / words_per_block + 1);
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (i % words_per_block == 0) blocks_.push_back({count, last});
      count += static_cast<std::size_t>(std::popcount(words_[i]));
      if (words_[i] != 0) last = i * 64 + highest(words_[i]);
    }
  }

  [[nodiscard]] bool contains(std::size_t at) const noexcept { return (words_[at / 64] >> at % 64 & 1U) != 0; }

  /// The number of positions before `at`. Constant time.
  [[nodiscard]] std::size_t rank(std::size_t at) const noexcept {
    const std::size_t word = at / 64;
    std::size_t count = blocks_[word / words_per_block].count;
    for (std::size_t i = word / words_per_block * words_per_block; i < word; ++i) {
      count += static_cast<std::size_t>(std::popcount(words_[i]));
    }
    return count + static_cast<std::size_t>(std::popcount(words_[word] & below(at)));
  }

  /// The last position before `at`, or 0 if there is none. Constant time.
  [[nodiscard]] std::size_t before(std::size_t at) const noexcept {
    std::size_t word = at / 64;
    if (const std::uint64_t bits = words_[word] & below(at)) return word * 64 + highest(bits);
    while (word % words_per_block != 0) {
      if (words_[--word] != 0) return word * 64 + highest(words_[word]);
    }
    return blocks_[word / words_per_block].last;
  }

 private:
  static constexpr std::size_t words_per_block = 8;

  struct Block {
    std::size_t count;  // of positions before the block
    std::size_t last;   // the last one of them; 0 if there is none
  };

  static std::uint64_t below(std::size_t at) noexcept { return (std::uint64_t{1} << at % 64) - 1; }
  static std::size_t highest(std::uint64_t bits) noexcept {
    return static_cast<std::size_t>(63 - std::countl_zero(bits));
  }

  std::vector<std::uint64_t> words_;
  std::vector<Block> blocks_;
};

}  // namespace tokmill

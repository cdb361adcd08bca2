#pragma once

// The number of tokens of each prefix, or of each suffix, of one long piece.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bpe/merge.hpp"
#include "core/bpe/pair_cache.hpp"
#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// The end of a piece that its parts share.
enum class Side { prefix, suffix };

/// The number of tokens of every prefix, or of every suffix, of a piece, computed on demand.
///
/// Positions are distances from the shared end. The tokens of a part are those of a shorter part plus one, because a
/// sequence of tokens is the result of merging exactly if each pair of adjacent tokens is valid (see merge_long). Parts
/// are computed in two layers:
/// - The *spine* is the result of merging the piece from the shared end up to a position. It is extended in blocks with
///   merge_long, and each of its tokens ends a part with a known count.
/// - The *window* has the outermost token and the count of every part in a small range. It starts at an *anchor*, a
///   boundary of the spine some tokens before the range: a part of which no chain of valid pairs leads to the anchor is
///   found from an anchor further back. A part has only one such chain, so its outermost token may be searched for in
///   any order. The order used finds it with one or two tests in most cases.
///
/// In some pieces each byte changes all tokens up to the shared end: suffixes of a run of blanks are split from their
/// start. Neither blocks nor anchors help then, so the window starts at the shared end and has every part up to the
/// largest one asked for.
///
/// Time: linear. Parts are always merged, even if one is a token.
template <Side side>
class PartialCounts {
 public:
  /// `piece` must outlive this. `earlier`, if not null, has the counts of a piece that starts before or at the start of
  /// `piece` in the same text, and must outlive this or the next call of forget_earlier(). Its tokens are used from the
  /// first boundary on that both have in common. Only for prefixes.
  PartialCounts(const Vocabulary& vocabulary, std::string_view piece, const PartialCounts* earlier = nullptr)
      : vocabulary_(&vocabulary), piece_(piece), earlier_(earlier) {}

  /// Goes on with another piece, as if constructed anew, but keeps the memory.
  void restart(std::string_view piece, const PartialCounts* earlier);

  void forget_earlier() noexcept { earlier_ = nullptr; }

  /// The number of bytes that have been merged, from the shared end. They are all text that `earlier` is useful for.
  [[nodiscard]] std::size_t merged_size() const noexcept { return spine_end(); }

  /// The number of tokens of the part of `size` bytes. Precondition: at most the size of the piece.
  [[nodiscard]] std::size_t operator[](std::size_t size);

  /// The size of the longest part of at most `max_size` bytes that has at most `limit` tokens. Precondition: `max_size`
  /// is at most the size of the piece.
  [[nodiscard]] std::size_t longest(std::size_t limit, std::size_t max_size);

  /// The number of bytes, from the shared end, that the last result of longest() depends on: it is the same for every
  /// longer piece that starts with them. 0 if it may depend on all bytes. Only for prefixes.
  [[nodiscard]] std::size_t decisive_size() const noexcept { return decisive_size_; }

 private:
  static constexpr std::uint32_t unknown = 0xFFFFFFFFU;

  struct Part {
    TokenId token;        // the outermost token
    std::uint32_t count;  // of tokens after the anchor, or `unknown` if no chain leads to the anchor
  };

  [[nodiscard]] std::string_view bytes(std::size_t near, std::size_t far) const noexcept {
    return piece_.substr(side == Side::prefix ? near : piece_.size() - far, far - near);
  }
  [[nodiscard]] bool are_valid(TokenId near, TokenId far) noexcept;
  [[nodiscard]] std::size_t longest_match(std::size_t at) noexcept;
  [[nodiscard]] std::size_t spine_end() const noexcept { return ends_.empty() ? 0 : ends_.back(); }
  [[nodiscard]] std::size_t spine_tokens_up_to(std::size_t size) const noexcept;
  void extend_spine();
  bool join_earlier();
  void restart_window(std::size_t size, std::size_t tokens_back);
  void extend_window(std::size_t size);
  void give_up_spine();
  [[nodiscard]] Part outermost(std::size_t size) noexcept;
  [[nodiscard]] Part search_outermost(std::size_t size) noexcept;
  [[nodiscard]] Part with_token(std::size_t start, std::size_t size) noexcept;
  [[nodiscard]] Part with_same_token(std::size_t size, std::size_t back) noexcept;

  const Vocabulary* vocabulary_;
  std::string_view piece_;
  const PartialCounts* earlier_;    // null once its tokens have been used
  std::vector<TokenId> tokens_;     // the spine, from the shared end
  std::vector<std::size_t> ends_;   // of the tokens of the spine
  // The size of the first block of the spine, doubled for each further one. merge_long merges 31 bytes at once. Suffixes
  // of runs are faster in powers of two, which are the sizes of many tokens.
  static constexpr std::size_t first_block = side == Side::prefix ? longest_block : 32;
  std::size_t next_block_ = first_block;  // the size in bytes of the next block of the spine
  std::vector<TokenId> block_;
  LongMergeMemory merge_memory_;
  std::size_t anchor_index_ = 0;    // the number of tokens of the spine before the anchor
  std::size_t anchor_ = 0;
  std::vector<Part> window_;        // by size minus anchor_; empty until the first use
  std::size_t period_ = 1;          // the distance in bytes at which the outermost token last was the same again
  bool has_spine_ = true;
  std::size_t decisive_size_ = 0;
  PairCache pairs_;
};

using PrefixCounts = PartialCounts<Side::prefix>;
using SuffixCounts = PartialCounts<Side::suffix>;

}  // namespace tokmill::bpe

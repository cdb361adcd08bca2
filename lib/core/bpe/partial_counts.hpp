#pragma once

// The number of tokens of each prefix, or of each suffix, of one long piece.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// The number of tokens of every prefix of a piece, computed on demand.
///
/// The tokens of a prefix are those of a shorter prefix plus one: a valid pair is valid in every piece (see
/// merge_long). So only the last token of each prefix is stored, and one pass from left to right finds them all. Each
/// byte costs one lookup for every token that starts there.
///
/// Prefixes are always merged, even if one is a token that merging does not produce.
class PrefixCounts {
 public:
  /// `piece` must outlive this.
  PrefixCounts(const Vocabulary& vocabulary, std::string_view piece);

  /// The number of tokens of the first `size` bytes. Precondition: at most the size of the piece.
  [[nodiscard]] std::size_t operator[](std::size_t size);

  /// The size of the longest prefix that has at most `limit` tokens and at most `max_size` bytes; `max_size` if a
  /// longer prefix has at most `limit` tokens. Precondition: `max_size` is at most the size of the piece.
  [[nodiscard]] std::size_t longest(std::size_t limit, std::size_t max_size);

 private:
  void extend(std::size_t size);

  const Vocabulary& vocabulary_;
  std::string_view piece_;
  std::size_t done_ = 0;               // prefixes up to this size are final
  std::vector<TokenId> last_;          // by size: the last token
  std::vector<std::uint32_t> counts_;  // by size
  std::vector<std::size_t> next_;      // by size: the size of the longest prefix that is this one plus one token
};

/// The number of tokens of every suffix of a piece, computed on demand from right to left.
class SuffixCounts {
 public:
  /// `piece` must outlive this.
  SuffixCounts(const Vocabulary& vocabulary, std::string_view piece);

  /// The number of tokens of the last `size` bytes. Precondition: at most the size of the piece.
  [[nodiscard]] std::size_t operator[](std::size_t size);

  /// A size, at most `max_size`, such that every longer suffix has more than `limit` tokens. It exceeds the size of the
  /// longest suffix with at most `limit` tokens by less than the size of the longest token. Precondition: `max_size` is
  /// at most the size of the piece.
  [[nodiscard]] std::size_t bound(std::size_t limit, std::size_t max_size);

 private:
  const Vocabulary& vocabulary_;
  std::string_view piece_;
  std::vector<TokenId> first_;         // by size: the first token
  std::vector<std::uint32_t> counts_;  // by size
};

}  // namespace tokmill::bpe

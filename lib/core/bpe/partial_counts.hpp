#pragma once

// How many tokens each beginning, or each end, of one long piece has.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// The number of tokens of every prefix of a piece, made as far as it is asked for.
///
/// The tokens of a prefix are those of a shorter prefix and one more, its last: two neighbours that stay apart
/// when merged alone stay apart in every piece (see merge_long). So each prefix needs only its last token, and
/// one walk from left to right finds them all. Each byte costs one look-up for every token that begins there.
///
/// Prefixes are merged, even where the whole of one is a token that merging does not reach.
class PrefixCounts {
 public:
  /// `piece` must outlive this.
  PrefixCounts(const Vocabulary& vocabulary, std::string_view piece);

  /// The number of tokens of the first `size` bytes. Precondition: at most the size of the piece.
  [[nodiscard]] std::size_t operator[](std::size_t size);

  /// The size of the longest prefix of at most `limit` tokens, among those of at most `most` bytes; `most` where even
  /// a longer one has no more. Precondition: `most` is at most the size of the piece.
  [[nodiscard]] std::size_t longest(std::size_t limit, std::size_t most);

 private:
  void extend(std::size_t size);

  const Vocabulary& vocabulary_;
  std::string_view piece_;
  std::size_t done_ = 0;               // the prefixes up to this size are known
  std::vector<TokenId> last_;          // by size: the last token
  std::vector<std::uint32_t> counts_;  // by size
  std::vector<std::size_t> next_;      // by size: the longest prefix of one more token than this
};

/// The number of tokens of every suffix of a piece, made as far as it is asked for, from right to left.
class SuffixCounts {
 public:
  /// `piece` must outlive this.
  SuffixCounts(const Vocabulary& vocabulary, std::string_view piece);

  /// The number of tokens of the last `size` bytes. Precondition: at most the size of the piece.
  [[nodiscard]] std::size_t operator[](std::size_t size);

  /// A size beyond which every suffix has more than `limit` tokens, but at most `most`. It is by less than the longest
  /// token beyond the longest suffix of at most `limit`. Precondition: `most` is at most the size of the piece.
  [[nodiscard]] std::size_t bound(std::size_t limit, std::size_t most);

 private:
  const Vocabulary& vocabulary_;
  std::string_view piece_;
  std::vector<TokenId> first_;         // by size: the first token
  std::vector<std::uint32_t> counts_;  // by size
};

}  // namespace tokmill::bpe

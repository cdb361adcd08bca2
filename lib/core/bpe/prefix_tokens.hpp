#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bpe/pair_cache.hpp"
#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// The number of tokens of every prefix of a piece that grows at its end.
///
/// Stores the last token and the number of tokens of each prefix: 8 bytes for each byte. The tokens of a prefix are
/// those of a shorter one and one more, because a sequence of tokens is the result of merging exactly if each pair of
/// adjacent tokens is valid (see merge_long). So a byte that is appended needs only a search for the token that ends
/// with it: in most cases one or two tests, at most one for each size of a token.
class PrefixTokens {
 public:
  explicit PrefixTokens(const Vocabulary& vocabulary) : vocabulary_(&vocabulary) {}

  /// The number of tokens of `text`, which must start with the texts of earlier calls, or be the start of one of them.
  /// Text is always merged, even if it is a token. Time: linear in the bytes that no earlier call had.
  [[nodiscard]] std::size_t count(std::string_view text);

  /// Forgets the text after the first `size` bytes.
  void truncate(std::size_t size) {
    if (size + 1 < prefixes_.size()) prefixes_.resize(size + 1);
  }

 private:
  struct Prefix {
    TokenId token;  // the last one
    std::uint32_t tokens;
  };

  [[nodiscard]] Prefix next(std::string_view text);
  [[nodiscard]] bool fits(std::size_t start, TokenId token) noexcept;

  const Vocabulary* vocabulary_;
  std::vector<Prefix> prefixes_ = {{no_token, 0}};  // by size
  PairCache pairs_;
};

}  // namespace tokmill::bpe

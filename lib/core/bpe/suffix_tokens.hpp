#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// The number of tokens of any part of a text that is merged as one piece.
///
/// Stores the first token of each suffix: the tokens of a suffix are that token and those of a shorter suffix, because
/// a sequence of tokens is the result of merging exactly if each pair of adjacent tokens is valid (see merge_long). A
/// part has the tokens of the suffix that starts with it, except for a few at its end, which are merged again. That
/// only the last few differ, whatever the text, is proven by Berglund and van der Merwe (arXiv 2309.08715).
///
/// Each suffix also has a pointer to a much shorter one of its chain, so that a position on a chain is found in
/// logarithmic time (E. Myers, "An applicative random-access stack", 1983).
///
/// Memory: 12 bytes for each byte. Time to construct: linear.
class SuffixTokens {
 public:
  /// The maximum size of a text.
  static constexpr std::size_t max_size = 0xFFFFFFFE;

  /// Precondition: `text` has at most max_size bytes.
  SuffixTokens(const Vocabulary& vocabulary, std::string_view text);

  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size() - 1; }

  /// The number of tokens of [start, end) of `text`, the text passed to the constructor. Text is always merged, even if
  /// it is a token. Precondition: start <= end <= size(). Time: logarithmic in the size, and proportional to the number
  /// of bytes at the end whose tokens depend on what follows.
  [[nodiscard]] std::size_t count(std::string_view text, std::size_t start, std::size_t end) const;

 private:
  struct Node {
    TokenId token;         // the first one of the suffix
    std::uint32_t jump;    // the start of a shorter suffix of the chain
    std::uint32_t tokens;  // of the suffix
  };

  [[nodiscard]] std::size_t next(std::size_t start) const noexcept {
    return start + vocabulary_->token_size(nodes_[start].token);
  }
  [[nodiscard]] std::size_t last_with_next_up_to(std::size_t start, std::size_t limit) const noexcept;

  const Vocabulary* vocabulary_;
  std::vector<Node> nodes_;  // by start of the suffix
};

}  // namespace tokmill::bpe

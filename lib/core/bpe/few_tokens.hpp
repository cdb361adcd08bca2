#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// The prefixes of a piece that have at most a few tokens, found from the start of the piece on.
///
/// Each prefix has one sequence of tokens whose adjacent pairs are valid (see merge_long), and without the last token
/// it is that of a shorter prefix. So one pass over the positions finds all of them: a token of the trie that starts at
/// the end of a prefix, and is valid after its last token, ends a longer prefix. Faster than PrefixCounts for a few
/// tokens, because nothing after them is merged.
class FewTokens {
 public:
  explicit FewTokens(const Vocabulary& vocabulary) : vocabulary_(&vocabulary) {}

  /// Finds the prefixes of `text` with at most `limit` tokens. Returns false if there is too much work: more than about
  /// max_steps bytes to look up in the trie.
  [[nodiscard]] bool find(std::string_view text, std::size_t limit);

  static constexpr std::size_t max_steps = 512;

  /// The size of the longest prefix that was found.
  [[nodiscard]] std::size_t longest() const noexcept { return prefixes_.size() - 1; }

  /// Whether the prefix of `size` bytes has at most `limit` tokens, the limit of find() or less.
  [[nodiscard]] bool has(std::size_t size, std::size_t limit) const noexcept {
    return size < prefixes_.size() && prefixes_[size].tokens <= limit;
  }

  /// The number of tokens of a prefix that has().
  [[nodiscard]] std::size_t tokens(std::size_t size) const noexcept { return prefixes_[size].tokens; }

  /// The number of bytes that the result depends on: it is the same for every text that starts with them. More than the
  /// size of the text if it depends on the end of the text.
  [[nodiscard]] std::size_t decisive_size() const noexcept { return decisive_size_; }

 private:
  static constexpr std::uint32_t unknown = 0xFFFFFFFFU;

  struct Prefix {
    TokenId token;         // the last one
    std::uint32_t tokens;  // or `unknown`
  };

  const Vocabulary* vocabulary_;
  std::vector<Prefix> prefixes_ = {{no_token, 0}};  // by size
  std::size_t decisive_size_ = 0;
};

/// How far `limit` tokens can reach.
struct TokenReach {
  std::size_t size;      // the maximum number of bytes of `limit` tokens at the start of the text
  std::size_t decisive;  // as FewTokens::decisive_size()
  bool is_known;         // false if there was too much work: more than FewTokens::max_steps bytes to look up
};

/// Does not merge, so the result holds for every way to split the text into pieces.
[[nodiscard]] TokenReach token_reach(const Vocabulary& vocabulary, std::string_view text, std::size_t limit) noexcept;

}  // namespace tokmill::bpe

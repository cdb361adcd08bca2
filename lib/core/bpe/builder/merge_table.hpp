#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/bpe/vocabulary_image.hpp"

namespace tokmill::bpe {

/// The merges of a vocabulary that is being built: Section::merges, Section::merge_filter and Section::last_merge of
/// its image. Merges are added in their order, so that is_valid_pair can tell what the merges so far make.
///
/// Has only the last merge of each token. A token can be split into two tokens in other ways, but merging never has
/// those two next to each other: as long as no merge crosses the ends of a range of text, the merges within the range
/// are the same as for the range alone. So if a range has become two tokens that merge into a third one, they are the
/// last two tokens that the third one alone is merged from.
class MergeTable {
 public:
  /// For numbers below `tokens`, of which at most `merges` get a merge.
  MergeTable(std::size_t tokens, std::size_t merges);

  /// Adds the merge that makes a token. Returns false if too many merges have the same hash. Preconditions: the token
  /// has none yet; its parts are made.
  [[nodiscard]] bool add(TokenId left, TokenId right, TokenId merged);

  /// Appends tokens without a merge.
  void add_tokens(std::size_t tokens);

  /// The token that two tokens merge into, or no_token.
  [[nodiscard]] TokenId merged(TokenId left, TokenId right) const noexcept;

  /// Starts to load what add() and merged() read of two tokens.
  void prefetch(TokenId left, TokenId right) const noexcept;

  /// Starts to load the last merge of a token.
  void prefetch(TokenId token) const noexcept { __builtin_prefetch(&last_merges_[token]); }

  [[nodiscard]] const LastMerge& last_merge(TokenId token) const noexcept { return last_merges_[token]; }

  /// Whether merging makes the token: it is a single byte, or has a merge.
  [[nodiscard]] bool is_made(TokenId token) const noexcept {
    return token < byte_values || last_merges_[token].left != no_token;
  }

  /// The phases by number (valid_pair.hpp); null if each token's phase is its number.
  [[nodiscard]] const TokenId* phases() const noexcept { return phases_.empty() ? nullptr : phases_.data(); }
  [[nodiscard]] TokenId phase_of(TokenId token) const noexcept { return phases_.empty() ? token : phases_[token]; }

  /// The number of tokens, including those without a merge.
  [[nodiscard]] std::size_t tokens() const noexcept { return last_merges_.size(); }

  [[nodiscard]] const std::vector<std::uint64_t>& slots() const noexcept { return slots_; }
  [[nodiscard]] const std::vector<std::uint64_t>& filter() const noexcept { return filter_; }
  [[nodiscard]] const std::vector<LastMerge>& last_merges() const noexcept { return last_merges_; }

 private:
  std::vector<std::uint64_t> slots_;  // packed_merge, by insert_merge
  std::vector<std::uint64_t> filter_;
  std::vector<LastMerge> last_merges_;  // by token
  std::vector<TokenId> phases_;         // by token; empty as long as each token's phase is its number
};

}  // namespace tokmill::bpe

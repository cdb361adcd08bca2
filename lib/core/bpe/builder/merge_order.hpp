#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "core/bpe/builder/merge_table.hpp"
#include "core/bpe/vocabulary_image.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabulary.hpp"

namespace tokmill::bpe {

/// The tokens of a vocabulary by their numbers (vocabulary_image.hpp), with the merges that make them.
struct MergeOrder {
  std::vector<std::string_view> tokens;  // by number; empty if no token has the number. Views of the source
  std::vector<TokenId> ids;              // by number; empty if each token's number is its id
  std::vector<TokenId> sorted;           // the numbers of all tokens, in the order of their bytes
  std::vector<TokenId> prefixes;         // by number: the longest token that is a proper prefix, or no_token
  MergeTable merges;
  std::size_t hidden = 0;  // the number of tokens at the end that have only ids: they are not found by their bytes
};

/// One more than the largest id that is supported.
inline constexpr TokenId id_limit = TokenId{1} << 22;

/// Sets MergeOrder::ids even if each token's number is its id.
void keep_ids(MergeOrder& order);

/// Adds tokens that are only decoded. Errors: malformed_table if the id is that of another token; otherwise as
/// documented at tokmill::Vocabulary. The position is that in `tokens`.
[[nodiscard]] Result<void> add_hidden(std::span<const ListedToken> tokens, MergeOrder& order);

/// The order of tokens with ranks. Each token gets the merge that is the last one when its bytes are merged; a token
/// that merging its bytes does not make gets none.
/// Errors: as documented at tokmill::Vocabulary.
[[nodiscard]] Result<MergeOrder> order_by_ranks(std::span<const RankedToken> tokens);

/// The same for tokens with a list of merges.
[[nodiscard]] Result<MergeOrder> order_by_merges(std::span<const ListedToken> tokens, std::span<const Merge> merges);

}  // namespace tokmill::bpe

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary_image.hpp"

namespace tokmill::bpe {

struct SortedTokens {
  std::vector<TokenId> tokens;        // numbers, in the order of the bytes. Without empty tokens
  std::vector<std::uint32_t> shared;  // for each, how many bytes at its start the one before it has, too
};

[[nodiscard]] SortedTokens sort_tokens(std::span<const std::string_view> tokens);

/// For each token, the longest other one that is a prefix of it, or no_token. `sorted` is sort_tokens(tokens), without
/// duplicates. Linear time.
[[nodiscard]] std::vector<TokenId> longest_prefixes(std::span<const std::string_view> tokens,
                                                    const SortedTokens& sorted);

}  // namespace tokmill::bpe

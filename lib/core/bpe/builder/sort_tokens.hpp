#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary_image.hpp"

namespace tokmill::bpe {

/// The numbers of the tokens, in the order of their bytes. Empty tokens are left out.
[[nodiscard]] std::vector<TokenId> sort_tokens(std::span<const std::string_view> tokens);

/// For each token, the longest other one that is a prefix of it, or no_token. `sorted` is sort_tokens(tokens), without
/// duplicates. Linear time.
[[nodiscard]] std::vector<TokenId> longest_prefixes(std::span<const std::string_view> tokens,
                                                    std::span<const TokenId> sorted);

}  // namespace tokmill::bpe

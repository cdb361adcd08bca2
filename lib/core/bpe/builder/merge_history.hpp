#pragma once

#include <vector>

#include "core/bpe/builder/ranks.hpp"
#include "core/bpe/vocabulary_image.hpp"

namespace tokmill::bpe {

/// Returns, for each id, the two tokens that are merged last when the bytes of that token are merged. Both are no_token
/// for a single byte, for an id without a token, and for a token that merging does not produce.
[[nodiscard]] std::vector<LastMerge> last_merges(const RankTable& table);

}  // namespace tokmill::bpe

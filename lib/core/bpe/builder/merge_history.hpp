#pragma once

#include <vector>

#include "core/bpe/builder/ranks.hpp"
#include "core/bpe/vocabulary_image.hpp"

namespace tokmill::bpe {

/// For each token, the two halves that merging its bytes joins last: what merging alone, without looking
/// up the whole, makes of it. no_token twice for a single byte, for a hole, and for a token that merging
/// does not reach (it is found by look-up only).
[[nodiscard]] std::vector<LastMerge> last_merges(const RankTable& table);

}  // namespace tokmill::bpe

#pragma once

#include <vector>

#include "bpe/vocabulary_image.hpp"
#include "merge_table.hpp"

namespace tokmill::generators {

/// For each token, the two halves that merging its bytes joins last: what merging alone, without looking
/// up the whole, makes of it. no_token twice for a single byte, for a hole, and for a token that merging
/// does not reach (it is found by look-up only).
[[nodiscard]] std::vector<bpe::LastMerge> last_merges(const MergeTable& table);

}  // namespace tokmill::generators

#pragma once

#include <string>
#include <vector>

#include "core/bpe/builder/ranks.hpp"
#include "core/bpe/vocabulary_image.hpp"

namespace tokmill::bpe {

/// The image of a merge table, as lib/src/bpe/vocabulary_image.hpp lays it out. `last_merges` are those of the table
/// (merge_history.hpp); every token of more than one byte must have one. The same table gives the same bytes on every
/// machine of the same byte order.
[[nodiscard]] std::string write_vocabulary_image(const RankTable& table,
                                                 const std::vector<LastMerge>& last_merges);

}  // namespace tokmill::bpe

#pragma once

#include <string>
#include <vector>

#include "core/bpe/builder/ranks.hpp"
#include "core/bpe/vocabulary_image.hpp"
#include "tokmill/result.hpp"

namespace tokmill::bpe {

/// Returns the image (vocabulary_image.hpp) of a table of ranks. The same table gives the same bytes on every machine.
/// Precondition: `last_merges` is last_merges(table) (merge_history.hpp), and every token of more than one byte has
/// one.
/// Errors: malformed_table (position: 0) if the table has too many tokens for the image's trie.
[[nodiscard]] Result<std::string> write_vocabulary_image(const RankTable& table,
                                                         const std::vector<LastMerge>& last_merges);

}  // namespace tokmill::bpe

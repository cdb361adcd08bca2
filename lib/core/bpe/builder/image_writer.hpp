#pragma once

#include "core/bpe/builder/image.hpp"
#include "core/bpe/builder/merge_order.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabulary.hpp"

namespace tokmill::bpe {

/// Returns the image (vocabulary_image.hpp) of a vocabulary. The same tokens and merges give the same bytes on every
/// machine.
/// Errors: unsupported_vocabulary (position: 0) if the tokens need a larger trie than the image can have, or if too many
/// of them have the same hash.
[[nodiscard]] Result<Image> write_image(const MergeOrder& order, WholePieces whole_pieces);

}  // namespace tokmill::bpe

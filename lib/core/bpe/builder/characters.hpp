#pragma once

#include <span>

#include "core/bpe/builder/merge_order.hpp"
#include "core/bpe/gaps.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabulary.hpp"

namespace tokmill::bpe {

/// The order of the tokens of a vocabulary of characters.
struct CharacterOrder {
  MergeOrder order;
  CharacterGaps::Rule rule;
};

/// Makes a vocabulary of bytes of one of characters. The merges that make each character of its bytes come before those
/// of the list. The parts of characters that they make on the way are tokens without an id (no_token), which no text
/// has: characters that are not tokens are cut out before merging (CharacterGaps).
/// Errors: as documented at tokmill::Vocabulary::from_characters().
[[nodiscard]] Result<CharacterOrder> order_by_characters(std::span<const ListedToken> tokens,
                                                         std::span<const Merge> merges,
                                                         const MissingCharacters& missing,
                                                         std::span<const ListedToken> decoded_only);

}  // namespace tokmill::bpe

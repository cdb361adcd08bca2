#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/bpe/builder/merge_order.hpp"
#include "core/bpe/gaps.hpp"
#include "core/bpe/vocabulary.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabulary.hpp"

namespace tokmill::bpe {

/// What a packed vocabulary holds: all that the image and the rule of a vocabulary are made of.
struct PackedVocabulary {
  std::unique_ptr<const std::string> bytes;  // of the tokens; `order` refers to it
  MergeOrder order;
  WholePieces whole_pieces;
  std::optional<CharacterGaps::Rule> rule;
};

/// Packs a vocabulary (tokmill/packed_vocabulary.hpp). `rule`: of a vocabulary of characters, or null.
[[nodiscard]] std::string pack(const Vocabulary& vocabulary, const CharacterGaps::Rule* rule);

/// Unpacks it. Errors: those of tokmill::unpack_vocabulary().
[[nodiscard]] Result<PackedVocabulary> unpack(std::string_view packed);

}  // namespace tokmill::bpe

#pragma once

#include "core/bpe/vocabulary.hpp"
#include "reference/merge.hpp"

namespace tokmill::test {

/// The tokens of a vocabulary for the slow reference.
[[nodiscard]] inline reference::Ranks ranks_of(const bpe::Vocabulary& vocabulary) {
  reference::Ranks ranks;
  for (bpe::TokenId token = 0; token < vocabulary.size(); ++token) {
    if (!vocabulary.bytes(token).empty()) ranks.emplace(vocabulary.bytes(token), token);
  }
  return ranks;
}

}  // namespace tokmill::test

#pragma once

#include <array>

#include "core/bpe/valid_pair.hpp"
#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// is_valid_pair with a memory of the last pairs that were tested: runs have the same ones again and again.
class PairCache {
 public:
  [[nodiscard]] bool are_valid(const Vocabulary& vocabulary, TokenId left, TokenId right) noexcept {
    Pair& pair = pairs_[(left ^ right * 0x9E3779B1U >> 16) % pairs_.size()];
    if (pair.left != left || pair.right != right) pair = {left, right, is_valid_pair(vocabulary, left, right)};
    return pair.is_valid;
  }

 private:
  struct Pair {
    TokenId left = no_token;
    TokenId right = no_token;
    bool is_valid = false;
  };
  std::array<Pair, 128> pairs_;
};

}  // namespace tokmill::bpe

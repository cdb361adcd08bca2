#include <cstdint>
#include <cstring>

#include "core/bpe/merge.hpp"

namespace tokmill::bpe {

std::size_t merge_short(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens) noexcept {
  // merged[i] is the token that tokens[i] and tokens[i + 1] merge into, or no_token, which is larger than any token.
  TokenId merged[longest_short_merge];
  std::size_t size = piece.size();
  const auto byte = [piece](std::size_t i) { return static_cast<unsigned char>(piece[i]); };
  for (std::size_t i = 0; i + 1 < size; ++i) merged[i] = vocabulary.merged_bytes(byte(i), byte(i + 1));
  for (std::size_t i = 0; i < size; ++i) tokens[i] = vocabulary.byte_token(byte(i));

  while (size > 1) {
    std::size_t first = 0;
    for (std::size_t i = 1; i + 1 < size; ++i) {
      if (merged[i] < merged[first]) first = i;
    }
    if (merged[first] == no_token) break;
    tokens[first] = merged[first];
    std::memmove(tokens + first + 1, tokens + first + 2, (size - first - 2) * sizeof(TokenId));
    if (first + 2 < size) std::memmove(merged + first, merged + first + 1, (size - first - 2) * sizeof(TokenId));
    --size;
    if (first + 1 < size) merged[first] = vocabulary.merged(tokens[first], tokens[first + 1]);
    if (first > 0) merged[first - 1] = vocabulary.merged(tokens[first - 1], tokens[first]);
  }
  return size;
}

}  // namespace tokmill::bpe

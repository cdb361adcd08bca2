#include <algorithm>
#include <cstddef>
#include <cstring>

#include "core/bpe/merge.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::bpe {
namespace {

// The token that merging the character of three bytes at `at` alone makes, or no_token.
TokenId merged_character(const Vocabulary& vocabulary, const char* at) noexcept {
  const auto byte = [at](std::size_t i) { return static_cast<unsigned char>(at[i]); };
  const TokenId front = vocabulary.merged_bytes(byte(0), byte(1));
  const TokenId back = vocabulary.merged_bytes(byte(1), byte(2));
  if (front < back) return vocabulary.merged(front, vocabulary.byte_token(byte(2)));
  return back == no_token ? no_token : vocabulary.merged(vocabulary.byte_token(byte(0)), back);
}

bool starts_three_bytes(char byte) noexcept { return (static_cast<unsigned char>(byte) & 0xF0) == 0xE0; }

// The token of the character of three bytes at `at` if its bytes are certain to be merged with each other, or no_token.
// They are if that has a lower rank than every merge of a part of the character with bytes beside it: until the character
// is complete, a merge of its own parts has the lowest rank of all merges of its bytes. Doing such merges first changes
// nothing, because all merges that use the character have higher ranks, and merging proceeds in the order of ranks
// (Vocabulary::phases() is null, or else there are no such characters).
TokenId certain_character(const Vocabulary& vocabulary, std::string_view piece, std::size_t at) noexcept {
  const auto byte = [piece](std::size_t i) { return static_cast<unsigned char>(piece[i]); };
  const std::size_t end = at + 3;
  if (end > piece.size() || !starts_three_bytes(piece[at]) || !unicode::is_continuation(piece[at + 1]) ||
      !unicode::is_continuation(piece[at + 2])) {
    return no_token;
  }
  const FirstUses uses = vocabulary.first_uses();
  TokenId limit = no_token;
  if (at > 0) limit = byte(at - 1) < 0x80 ? 0 : uses.of_start(byte(at));
  if (end < piece.size()) limit = std::min(limit, byte(end) < 0xC0 ? 0 : uses.of_end(byte(end - 1), byte(end)));
  if (limit == 0) return no_token;
  const TokenId character = merged_character(vocabulary, piece.data() + at);
  return character < limit ? character : no_token;
}

// Writes what merging starts with: characters that are certain to be merged first, and bytes. merged[i] becomes the token
// that tokens[i] and tokens[i + 1] merge into, or no_token. Returns the number of tokens.
std::size_t start_with_characters(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens,
                                  TokenId* merged) noexcept {
  const auto byte = [piece](std::size_t i) { return static_cast<unsigned char>(piece[i]); };
  std::size_t size = 0;
  bool is_after_byte = false;
  for (std::size_t at = 0; at < piece.size();) {
    const TokenId character = certain_character(vocabulary, piece, at);
    const bool is_byte = character == no_token;
    tokens[size] = is_byte ? vocabulary.byte_token(byte(at)) : character;
    if (size > 0) {
      merged[size - 1] = is_byte && is_after_byte ? vocabulary.merged_bytes(byte(at - 1), byte(at))
                                                  : vocabulary.merged(tokens[size - 1], tokens[size]);
    }
    ++size;
    is_after_byte = is_byte;
    at += is_byte ? 1 : 3;
  }
  return size;
}

// The same with bytes only.
std::size_t start_with_bytes(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens,
                             TokenId* merged) noexcept {
  const auto byte = [piece](std::size_t i) { return static_cast<unsigned char>(piece[i]); };
  for (std::size_t i = 0; i + 1 < piece.size(); ++i) merged[i] = vocabulary.merged_bytes(byte(i), byte(i + 1));
  for (std::size_t i = 0; i < piece.size(); ++i) tokens[i] = vocabulary.byte_token(byte(i));
  return piece.size();
}

}  // namespace

std::size_t merge_short(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens) noexcept {
  // merged[i] is the token that tokens[i] and tokens[i + 1] merge into, or no_token, which is larger than any token.
  TokenId merged[longest_short_merge];
  // Most pieces with characters of three bytes start with one; for others, looking for them costs more than it saves.
  std::size_t size = starts_three_bytes(piece[0]) ? start_with_characters(vocabulary, piece, tokens, merged)
                                                  : start_with_bytes(vocabulary, piece, tokens, merged);
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

#include "bpe/vocabulary.hpp"

namespace tokmill::bpe {

std::uint64_t hash_long_piece(const char* bytes, std::size_t size) noexcept {
  ShortKey ends;
  std::memcpy(&ends.low, bytes, 8);
  std::memcpy(&ends.high, bytes + size - 8, 8);
  ends.low ^= size * 0x9E3779B97F4A7C15U;
  return hash(ends);
}

TokenId Vocabulary::find_long(std::string_view piece) const noexcept {
  if (piece.size() > longest_token()) return no_token;
  const auto* const slots = section<TokenId>(Section::long_pieces);
  std::size_t at = slot_of(hash_long_piece(piece.data(), piece.size()), header_->long_slots);
  while (slots[at] != no_token) {
    if (bytes(slots[at]) == piece) return slots[at];
    at = at + 1 == header_->long_slots ? 0 : at + 1;
  }
  return no_token;
}

TokenId Vocabulary::longest_match(const char* at, const char* end) const noexcept {
  const auto* const nodes = section<TrieNode>(Section::trie);
  TokenId longest = no_token;
  std::uint32_t base = header_->trie_root_base;
  for (; at != end; ++at) {
    const auto byte = static_cast<unsigned char>(*at);
    const TrieNode node = nodes[base ^ byte];
    if (!trie_node_is(node, byte)) break;
    if (trie_token(node) != no_token) longest = trie_token(node);
    base = trie_base(node);
  }
  return longest;
}

}  // namespace tokmill::bpe

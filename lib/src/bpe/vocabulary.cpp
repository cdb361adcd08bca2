#include "bpe/vocabulary.hpp"

namespace tokmill::bpe {

std::uint64_t hash_long_piece(const char* bytes, std::size_t size) noexcept {
  std::uint64_t state = 0xCBF29CE484222325U ^ size;
  while (size > 0) {
    std::uint64_t word = 0;
    const std::size_t taken = size < 8 ? size : 8;
    std::memcpy(&word, bytes, taken);
    state = (state ^ word) * 0x100000001B3U;
    state ^= state >> 29;
    bytes += taken;
    size -= taken;
  }
  return hash(ShortKey{state, ~state});
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

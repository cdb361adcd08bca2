#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

std::uint64_t hash_long_piece(const char* bytes, std::size_t size) noexcept {
  ShortKey ends;
  std::memcpy(&ends.low, bytes, 8);
  std::memcpy(&ends.high, bytes + size - 8, 8);
  ends.low ^= size * 0x9E3779B97F4A7C15U;
  return hash(ends);
}

TokenId Vocabulary::find_long(std::string_view piece) const noexcept {
  if (piece.size() > max_token_size()) return no_token;
  const auto* const slots = section<TokenId>(Section::long_pieces);
  std::size_t at = slot_of(hash_long_piece(piece.data(), piece.size()), header_->long_slots);
  while (slots[at] != no_token) {
    if (bytes(slots[at]) == piece) return slots[at];
    at = at + 1 == header_->long_slots ? 0 : at + 1;
  }
  return no_token;
}

TokenId Vocabulary::find_unreachable(std::string_view piece, std::uint64_t hash) const noexcept {
  const std::uint32_t size = header_->unreachable_slots;
  if (size == 0) return no_token;
  const auto* const slots = section<TokenId>(Section::unreachable);
  std::size_t at = slot_of(hash, size);
  while (slots[at] != no_token) {
    if (bytes(slots[at]) == piece) return slots[at];
    at = at + 1 == size ? 0 : at + 1;
  }
  return no_token;
}

}  // namespace tokmill::bpe

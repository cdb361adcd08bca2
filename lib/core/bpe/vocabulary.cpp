#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

std::uint64_t hash_long_piece(const char* bytes, std::size_t size) noexcept {
  ShortKey ends;
  std::memcpy(&ends.low, bytes, 8);
  std::memcpy(&ends.high, bytes + size - 8, 8);
  ends.low ^= size * 0x9E3779B97F4A7C15U;
  return hash(ends);
}

TokenId ShortPieces::find_further(const ShortKey& key, std::uint32_t bucket) const noexcept {
  while (true) {
    bucket = next_bucket(bucket, key, count_);
    const TokenId token = find_in(buckets_[bucket], key);
    if (token != no_token || buckets_[bucket].overflow == 0) return token;
  }
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

// A merge that is not found before one that is closer to its first slot is not in the table (insert_merge).
TokenId Vocabulary::merged_far(std::uint64_t key, std::uint32_t at) const noexcept {
  for (std::uint32_t distance = near_merge_probes;; ++distance) {
    const std::uint64_t slot = merges_[at];
    if (slot >> token_id_bits == key) return merged_token(slot);
    if (slot == empty_merge || merge_distance(slot, at, merge_slot_count_) < distance) return no_token;
    at = at + 1 == merge_slot_count_ ? 0 : at + 1;
  }
}

}  // namespace tokmill::bpe

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "core/bpe/vocabulary_image.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace tokmill::bpe {

/// The key of a piece of 1 to 15 bytes. Reads only the piece.
[[nodiscard]] inline ShortKey short_key(const char* bytes, std::size_t size) noexcept {
  ShortKey key{0, 0};
  if (size >= 8) {
    std::memcpy(&key.low, bytes, 8);
    std::memcpy(&key.high, bytes + size - 8, 8);  // the last eight bytes; those already in `low` are shifted out
    key.high = size == 8 ? 0 : key.high >> (8 * (16 - size));
  } else if (size >= 4) {
    std::uint32_t front;
    std::uint32_t back;
    std::memcpy(&front, bytes, 4);
    std::memcpy(&back, bytes + size - 4, 4);
    key.low = front | std::uint64_t{back} << (8 * (size - 4));
  } else {
    const auto byte = [bytes](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(bytes[i])}; };
    key.low = byte(0) | byte(size / 2) << (8 * (size / 2)) | byte(size - 1) << (8 * (size - 1));
  }
  key.high |= std::uint64_t{size} << 56;
  return key;
}

/// The bits of a key that hold the bytes of a piece, by the size of the piece.
struct ShortKeyMasks {
  ShortKey of[longest_short_piece + 1];
};
inline constexpr ShortKeyMasks short_key_masks = [] {
  ShortKeyMasks masks{};
  constexpr std::uint64_t all = ~std::uint64_t{0};
  for (std::size_t size = 0; size <= longest_short_piece; ++size) {
    masks.of[size] = {size >= 8 ? all : ~(all << 8 * size), size <= 8 ? 0 : ~(all << 8 * (size - 8))};
  }
  return masks;
}();

/// The same key. Precondition: 16 bytes can be read from `bytes`.
[[nodiscard]] inline ShortKey short_key_from_16(const char* bytes, std::size_t size) noexcept {
  ShortKey key;
  std::memcpy(&key, bytes, sizeof key);
  key.low &= short_key_masks.of[size].low;
  key.high = (key.high & short_key_masks.of[size].high) | std::uint64_t{size} << 56;
  return key;
}
static_assert(std::endian::native == std::endian::little, "the image and its keys are little-endian");

/// 1 if the keys are equal, otherwise 0.
[[nodiscard]] inline unsigned is_equal(const ShortKey& left, const ShortKey& right) noexcept {
#if defined(__SSE2__)
  const auto load = [](const ShortKey& key) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(&key)); };
  // The mask has 16 bits set exactly if all 16 bytes are equal; adding 1 then carries into bit 16.
  return (static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(load(left), load(right)))) + 1) >> 16;
#else
  return ((left.low ^ right.low) | (left.high ^ right.high)) == 0 ? 1 : 0;
#endif
}

/// The hash of a piece of any size in the tables of pieces. Precondition: `piece` is not empty.
[[nodiscard]] inline std::uint64_t hash_piece(std::string_view piece) noexcept {
  return piece.size() > longest_short_piece ? hash_long_piece(piece.data(), piece.size())
                                            : hash(short_key(piece.data(), piece.size()));
}

/// A view of Section::short_pieces, the hash table of the tokens of at most 15 bytes.
class ShortPieces {
 public:
  ShortPieces(const ShortBucket* buckets, std::uint32_t count) noexcept : buckets_(buckets), count_(count) {}

  /// The bucket of a key with this hash.
  [[nodiscard]] std::uint32_t bucket_of(std::uint64_t hash) const noexcept {
    return static_cast<std::uint32_t>(slot_of(hash, count_));
  }

  void prefetch(std::uint32_t bucket) const noexcept { __builtin_prefetch(buckets_ + bucket); }

  /// The token with this key, or no_token. Precondition: `bucket` is the bucket of the key.
  [[nodiscard]] TokenId find(const ShortKey& key, std::uint32_t bucket) const noexcept {
    const ShortBucket& candidates = buckets_[bucket];
    const TokenId token = find_in(candidates, key);
    return token != no_token || candidates.overflow == 0 ? token : find_further(key, bucket);
  }

 private:
  // The token with this key if it is in the bucket, or no_token.
  [[nodiscard]] static TokenId find_in(const ShortBucket& candidates, const ShortKey& key) noexcept {
    // The index of the matching key is unpredictable, so it is computed without a branch.
    const unsigned second = is_equal(candidates.keys[1], key);
    const unsigned third = is_equal(candidates.keys[2], key);
    const unsigned index = second + 2 * third;
    return (index | is_equal(candidates.keys[0], key)) != 0 ? candidates.tokens[index] : no_token;
  }

  // Continues find() after a bucket that overflows and does not have the key.
  [[nodiscard]] TokenId find_further(const ShortKey& key, std::uint32_t bucket) const noexcept;

  const ShortBucket* buckets_;
  std::uint32_t count_;
};

/// The positions between non-ASCII characters that no token spans (merge_boundaries.hpp). Refers to the image. Keep a
/// copy in a local variable while scanning, so that its pointers stay in registers.
class MergeBoundaries {
 public:
  MergeBoundaries(const std::uint64_t* pairs, const std::uint64_t* sides) noexcept : pairs_(pairs), sides_(sides) {}

  /// Whether it is certain that no token spans the position between two adjacent non-ASCII characters. `left` and
  /// `right` are the CharacterBytes of the characters, and `last_byte` is the last byte of `left`. Always inlined: calls
  /// would cost 2 % of the instructions for Chinese text, and GCC makes them once there are many callers.
  [[nodiscard, gnu::always_inline]] bool contain(std::uint32_t left, unsigned char last_byte,
                                                 std::uint32_t right) const noexcept {
    const auto bit = [](const std::uint64_t* bits, std::size_t i) { return bits[i / 64] >> i % 64 & 1U; };
    if (bit(pairs_, boundary_pair_bit(left, right)) != 0) return false;
    return (bit(sides_, boundary_side_bit(BoundarySide::left_only, left)) |
            bit(sides_, boundary_side_bit(BoundarySide::right_only, right)) |
            bit(sides_, boundary_side_bit(BoundarySide::bytes, std::uint32_t{last_byte} << 8 | (right & 0xFFU)))) == 0;
  }

 private:
  const std::uint64_t* pairs_;
  const std::uint64_t* sides_;
};

/// The first merges of a part of a non-ASCII character with the non-ASCII text beside the character. Refers to the image.
class FirstUses {
 public:
  explicit FirstUses(const TokenId* first) noexcept : first_(first) {}

  /// The rank of the first one of a start of a character with this lead with text before it, or no_token.
  [[nodiscard]] TokenId of_start(unsigned char lead) const noexcept { return first_[first_use_of_start(lead)]; }

  /// The rank of the first one of an end of a character, whose last byte is `last`, with text that starts with this lead.
  [[nodiscard]] TokenId of_end(unsigned char last, unsigned char next_lead) const noexcept {
    return first_[first_use_of_end(last, next_lead)];
  }

 private:
  const TokenId* first_;
};

/// A view of a vocabulary image. Cheap to copy; the image must outlive it. All lookups read the image in place.
///
/// Tokens are numbers (vocabulary_image.hpp). Those that merging makes are found by their bytes, whether they are a
/// piece or a part of one. A token that merging does not make can only be a whole piece, if at all: find_unreachable().
class Vocabulary {
 public:
  /// Precondition: `image` was written by write_image and is aligned to 64 bytes. It is not validated.
  explicit Vocabulary(const void* image) noexcept
      : header_(static_cast<const ImageHeader*>(image)),
        short_pieces_(section<ShortBucket>(Section::short_pieces), header_->short_buckets),
        max_whole_piece_size_(header_->max_whole_piece_size),
        merge_slot_count_(header_->merge_slots),
        merges_(section<std::uint64_t>(Section::merges)),
        merge_filter_(section<std::uint64_t>(Section::merge_filter)) {}

  /// One more than the largest number.
  [[nodiscard]] TokenId size() const noexcept { return header_->tokens; }

  /// The size in bytes of the longest token that a text can have.
  [[nodiscard]] std::size_t max_token_size() const noexcept { return header_->max_token_size; }

  /// The bytes of a token; empty if no token has this number. Precondition: token < size().
  [[nodiscard]] std::string_view bytes(TokenId token) const noexcept {
    const auto* const start = section<std::uint32_t>(Section::token_start);
    return {section<char>(Section::token_bytes) + start[token], start[token + 1] - start[token]};
  }

  [[nodiscard]] std::size_t token_size(TokenId token) const noexcept {
    const auto* const start = section<std::uint32_t>(Section::token_start);
    return start[token + 1] - start[token];
  }

  /// The ids by number; null if each token's number is its id.
  [[nodiscard]] const TokenId* ids() const noexcept {
    return header_->id_limit == 0 ? nullptr : section<TokenId>(Section::ids);
  }
  [[nodiscard]] TokenId id_of(TokenId token) const noexcept { return ids() == nullptr ? token : ids()[token]; }

  /// One more than the largest id.
  [[nodiscard]] TokenId id_limit() const noexcept { return ids() == nullptr ? size() : header_->id_limit; }

  /// The token with this id, or no_token. Its bytes() may be empty: then no token has the id either.
  [[nodiscard]] TokenId number_of(TokenId id) const noexcept {
    if (id >= id_limit()) return no_token;
    return ids() == nullptr ? id : section<TokenId>(Section::numbers)[id];
  }

  /// Whether every byte is a token. Those that UTF-8 text can have always are.
  [[nodiscard]] bool has_all_bytes() const noexcept { return header_->has_all_bytes != 0; }

  /// The token with exactly these bytes that merging makes, or no_token. Precondition: `piece` is not empty.
  [[nodiscard]] TokenId find(std::string_view piece) const noexcept {
    if (piece.size() > longest_short_piece) return find_long(piece);
    const ShortKey key = short_key(piece.data(), piece.size());
    return find_short(key, hash(key));
  }

  /// The token with this key, or no_token. Precondition: `hash` is the hash of the key.
  [[nodiscard]] TokenId find_short(const ShortKey& key, std::uint64_t hash) const noexcept {
    return short_pieces_.find(key, short_pieces_.bucket_of(hash));
  }

  /// For callers that look up many pieces.
  [[nodiscard]] ShortPieces short_pieces() const noexcept { return short_pieces_; }

  /// The same as find(). Precondition: the piece has more than longest_short_piece bytes.
  [[nodiscard]] TokenId find_long(std::string_view piece) const noexcept;

  /// The token with these bytes that merging does not make, or no_token. Precondition: `hash` is hash_piece(piece).
  [[nodiscard]] TokenId find_unreachable(std::string_view piece, std::uint64_t hash) const noexcept;

  /// The size in bytes of the longest token that merging does not make and that whole pieces can be; 0 if there is none.
  [[nodiscard]] std::size_t max_whole_piece_size() const noexcept { return max_whole_piece_size_; }

  /// The token that the whole piece is, or no_token. Precondition: `piece` is not empty.
  [[nodiscard]] TokenId find_whole(std::string_view piece) const noexcept {
    const TokenId token = find(piece);
    if (token != no_token || piece.size() > max_whole_piece_size_) return token;
    return find_unreachable(piece, hash_piece(piece));
  }

  /// The token of a single byte. Precondition: has_all_bytes(), or UTF-8 text can have the byte.
  [[nodiscard]] TokenId byte_token(unsigned char byte) const noexcept {
    return section<TokenId>(Section::byte_tokens)[byte];
  }

  /// The token of two bytes, or no_token.
  [[nodiscard]] TokenId merged_bytes(unsigned char left, unsigned char right) const noexcept {
    return section<TokenId>(Section::byte_pairs)[static_cast<std::size_t>(left) << 8 | right];
  }

  /// Whether any token has these two bytes next to each other.
  [[nodiscard]] bool may_be_adjacent(unsigned char left, unsigned char right) const noexcept {
    return (section<std::uint64_t>(Section::adjacent_bytes)[left * 4U + right / 64] >> right % 64 & 1U) != 0;
  }

  /// The token that `left` and `right` merge into, or no_token. Its number is the rank of the merge. Returns no_token, too,
  /// if the concatenated bytes are a token but merging never has these two tokens next to each other.
  [[nodiscard]] TokenId merged(TokenId left, TokenId right) const noexcept {
    const std::uint64_t key = merge_key(left, right);
    const std::uint64_t hash = hash_merge(key);
    const std::size_t bit = merge_filter_bit(hash);
    if ((merge_filter_[bit / 64] >> bit % 64 & 1U) == 0) return no_token;
    std::size_t at = slot_of(hash, merge_slot_count_);
    for (int probe = 0; probe < near_merge_probes; ++probe) {
      const std::uint64_t slot = merges_[at];
      if (slot >> token_id_bits == key) return merged_token(slot);
      if (slot == empty_merge) return no_token;
      at = at + 1 == merge_slot_count_ ? 0 : at + 1;
    }
    return merged_far(key, static_cast<std::uint32_t>(at));
  }

  /// The two tokens that are merged last into this one.
  [[nodiscard]] LastMerge last_merge(TokenId token) const noexcept {
    return section<LastMerge>(Section::last_merge)[token];
  }

  /// The phases by number; null if each token's phase is its number, so that it has a higher rank than its parts.
  [[nodiscard]] const TokenId* phases() const noexcept {
    return header_->has_phases == 0 ? nullptr : section<TokenId>(Section::phases);
  }

  [[nodiscard]] MergeBoundaries merge_boundaries() const noexcept {
    return {section<std::uint64_t>(Section::boundary_pairs), section<std::uint64_t>(Section::boundary_sides)};
  }

  [[nodiscard]] FirstUses first_uses() const noexcept { return FirstUses(section<TokenId>(Section::first_uses)); }

  /// The longest token whose bytes are a proper prefix of this one's, or no_token.
  [[nodiscard]] TokenId longest_proper_prefix(TokenId token) const noexcept {
    return section<TokenId>(Section::longest_proper_prefix)[token];
  }

  /// Calls on_prefix(token) for the first 1, 2, 3 … bytes of [at, end), as long as some token starts with them. `token`
  /// is the token with exactly these bytes, or no_token.
  template <class OnPrefix>
  void for_each_prefix(const char* at, const char* end, OnPrefix&& on_prefix) const {
    walk_trie(trie_root(), at, end, [&on_prefix](TokenId token, std::uint32_t) { on_prefix(token); });
  }

  /// The node of the trie for no bytes.
  [[nodiscard]] std::uint32_t trie_root() const noexcept { return header_->trie_root_base; }

  /// The same from a node on: calls on_node(token, node) for the bytes that led to `from` and the first 1, 2, 3 … bytes
  /// of [at, end).
  template <class OnNode>
  void walk_trie(std::uint32_t from, const char* at, const char* end, OnNode&& on_node) const {
    const auto* const nodes = section<TrieNode>(Section::trie);
    for (std::uint32_t base = from; at != end; ++at) {
      const auto byte = static_cast<unsigned char>(*at);
      const TrieNode node = nodes[base ^ byte];
      if (!trie_node_is(node, byte)) break;
      base = trie_base(node);
      on_node(trie_token(node), base);
    }
  }

  /// The longest token at the start of [at, end). Precondition: at != end.
  [[nodiscard]] TokenId longest_match(const char* at, const char* end) const noexcept {
    TokenId longest = no_token;
    for_each_prefix(at, end, [&longest](TokenId token) {
      if (token != no_token) longest = token;
    });
    return longest;
  }

 private:
  // So many slots are read before it is worth finding out whether a merge could be farther away.
  static constexpr int near_merge_probes = 4;

  // Continues merged() at a slot that is near_merge_probes after the first one.
  [[nodiscard]] TokenId merged_far(std::uint64_t key, std::uint32_t at) const noexcept;

  template <class T>
  [[nodiscard]] const T* section(Section which) const noexcept {
    return reinterpret_cast<const T*>(reinterpret_cast<const char*>(header_) +
                                      header_->offsets[static_cast<std::size_t>(which)]);
  }

  const ImageHeader* header_;
  // Copies of the header's fields for the sections that are read most.
  ShortPieces short_pieces_;
  std::uint32_t max_whole_piece_size_;
  std::uint32_t merge_slot_count_;
  const std::uint64_t* merges_;
  const std::uint64_t* merge_filter_;
};

}  // namespace tokmill::bpe

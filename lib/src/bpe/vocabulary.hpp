#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "bpe/vocabulary_image.hpp"

namespace tokmill::bpe {

/// The key of a piece of 1 to 15 bytes. Reads the piece only.
[[nodiscard]] inline ShortKey short_key(const char* bytes, std::size_t size) noexcept {
  ShortKey key{0, 0};
  if (size >= 8) {
    std::memcpy(&key.low, bytes, 8);
    std::memcpy(&key.high, bytes + size - 8, 8);  // the last eight bytes, then what overlaps is shifted out
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
static_assert(std::endian::native == std::endian::little, "the image and its keys are little-endian");

/// A merge table as it lies in the program: a view of a vocabulary image. Holds pointers only; the image
/// outlives it. Every answer is read in place, nothing is built.
class Vocabulary {
 public:
  /// `image` is what the generator wrote, at an address that is a multiple of 64.
  explicit Vocabulary(const void* image) noexcept : header_(static_cast<const ImageHeader*>(image)) {}

  /// One more than the largest id.
  [[nodiscard]] TokenId size() const noexcept { return header_->tokens; }

  /// In bytes.
  [[nodiscard]] std::size_t longest_token() const noexcept { return header_->longest_token; }

  /// The bytes of a token; empty where no token has the id. Precondition: id < size().
  [[nodiscard]] std::string_view bytes(TokenId id) const noexcept {
    const auto* const start = section<std::uint32_t>(Section::token_start);
    return {section<char>(Section::token_bytes) + start[id], start[id + 1] - start[id]};
  }

  [[nodiscard]] std::size_t token_size(TokenId id) const noexcept {
    const auto* const start = section<std::uint32_t>(Section::token_start);
    return start[id + 1] - start[id];
  }

  /// The token with exactly these bytes, or no_token. Precondition: `piece` is not empty.
  [[nodiscard]] TokenId find(std::string_view piece) const noexcept {
    return piece.size() <= longest_short_piece ? find_short(short_key(piece.data(), piece.size()))
                                               : find_long(piece);
  }

  [[nodiscard]] TokenId find_short(ShortKey key) const noexcept {
    const auto* const buckets = section<ShortBucket>(Section::short_pieces);
    std::size_t at = slot_of(hash(key), header_->short_buckets);
    while (true) {
      const ShortBucket& bucket = buckets[at];
      for (std::size_t i = 0; i < 3; ++i) {
        if (bucket.keys[i] == key) return bucket.tokens[i];
      }
      if (bucket.overflow == 0) return no_token;
      at = at + 1 == header_->short_buckets ? 0 : at + 1;
    }
  }

  [[nodiscard]] TokenId find_long(std::string_view piece) const noexcept;

  /// The token of one byte. Every vocabulary has all 256.
  [[nodiscard]] TokenId byte_token(unsigned char byte) const noexcept {
    return section<TokenId>(Section::byte_tokens)[byte];
  }

  /// The token of two bytes, or no_token.
  [[nodiscard]] TokenId merged_bytes(unsigned char left, unsigned char right) const noexcept {
    return section<TokenId>(Section::byte_pairs)[static_cast<std::size_t>(left) << 8 | right];
  }

  /// The token whose bytes are those of `left` and then of `right`, or no_token. Its id is the rank of the
  /// merge.
  [[nodiscard]] TokenId merged(TokenId left, TokenId right) const noexcept {
    const auto* const slots = section<std::uint64_t>(Section::merges);
    const std::uint64_t key = merge_key(left, right);
    std::size_t at = slot_of(hash_merge(key), header_->merge_slots);
    while (true) {
      const std::uint64_t slot = slots[at];
      if (slot >> token_id_bits == key) return static_cast<TokenId>(slot & ((1U << token_id_bits) - 1));
      if (slot == empty_merge) return no_token;
      at = at + 1 == header_->merge_slots ? 0 : at + 1;
    }
  }

  [[nodiscard]] LastMerge last_merge(TokenId id) const noexcept {
    return section<LastMerge>(Section::last_merge)[id];
  }

  /// The longest reachable token that is a proper prefix of this one, or no_token.
  [[nodiscard]] TokenId longest_prefix(TokenId id) const noexcept {
    return section<TokenId>(Section::longest_prefix)[id];
  }

  /// The longest reachable token at the start of [at, end). Precondition: at != end.
  [[nodiscard]] TokenId longest_match(const char* at, const char* end) const noexcept;

 private:
  template <class T>
  [[nodiscard]] const T* section(Section which) const noexcept {
    return reinterpret_cast<const T*>(reinterpret_cast<const char*>(header_) +
                                      header_->offsets[static_cast<std::size_t>(which)]);
  }

  const ImageHeader* header_;
};

}  // namespace tokmill::bpe

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary_image.hpp"

namespace tokmill::bpe {

/// Finds tokens by their bytes.
class TokenMap {
 public:
  /// `tokens` has the bytes of each token by its number, and must outlive this. Empty ones are left out.
  explicit TokenMap(std::span<const std::string_view> tokens);

  /// The number of the token with these bytes, or no_token.
  [[nodiscard]] TokenId find(std::string_view bytes) const noexcept;

  /// Starts to load what find() with the same hash reads first. The hash is hash_bytes(bytes).
  void prefetch(std::uint64_t hash) const noexcept { __builtin_prefetch(&slots_[first_slot(hash)]); }

  /// The same as find(bytes), for a hash that is known.
  [[nodiscard]] TokenId find(std::string_view bytes, std::uint64_t hash) const noexcept;

  /// A hash of all bytes.
  [[nodiscard]] static std::uint64_t hash_bytes(std::string_view bytes) noexcept;

  /// A token with the same bytes as one of a lower number, or no_token if all differ.
  [[nodiscard]] TokenId duplicate() const noexcept { return duplicate_; }

 private:
  // Tells tokens of at most eight bytes apart without reading their bytes, and most of the others.
  struct Slot {
    std::uint64_t first = 0;  // up to eight bytes
    std::uint32_t check = 0;  // of at most eight bytes: the size; of others: some bits of the hash, more than any such size
    TokenId token = no_token;
  };

  // The slot of a token without its number.
  [[nodiscard]] static Slot slot_for(std::string_view bytes, std::uint64_t hash) noexcept;
  // The index of the slot with the bytes, or of the unused one at which they are missing.
  [[nodiscard]] std::size_t find_slot(const Slot& sought, std::string_view bytes, std::uint64_t hash) const noexcept;
  [[nodiscard]] std::size_t first_slot(std::uint64_t hash) const noexcept {
    return slot_of(hash, static_cast<std::uint32_t>(slots_.size()));
  }

  std::span<const std::string_view> tokens_;
  std::vector<Slot> slots_;  // linear probing
  TokenId duplicate_ = no_token;
};

}  // namespace tokmill::bpe

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
  void prefetch(std::uint64_t hash) const noexcept { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]); }

  /// The same as find(bytes), for a hash that is known.
  [[nodiscard]] TokenId find(std::string_view bytes, std::uint64_t hash) const noexcept;

  /// A hash of all bytes.
  [[nodiscard]] static std::uint64_t hash_bytes(std::string_view bytes) noexcept;

  /// A token with the same bytes as one of a lower number, or no_token if all differ.
  [[nodiscard]] TokenId duplicate() const noexcept { return duplicate_; }

 private:
  struct Slot {
    std::uint32_t hash;  // some bits of it
    TokenId token = no_token;
  };

  std::span<const std::string_view> tokens_;
  std::vector<Slot> slots_;  // linear probing; the size is a power of two
  TokenId duplicate_ = no_token;
};

}  // namespace tokmill::bpe

#pragma once

#include <cstddef>
#include <cstdint>

namespace tokmill::bpe {

/// The number of slots of a hash table for `entries`. A failed lookup reads up to the next free slot, so emptier tables
/// have shorter probe sequences, but they also use more of the processor's caches. One slot is always free.
[[nodiscard]] constexpr std::uint32_t slots_for(std::size_t entries, double load) noexcept {
  return static_cast<std::uint32_t>(static_cast<double>(entries) / load) + 2;
}

/// A vocabulary is refused if an entry is so many slots away from its own, so that no vocabulary can make lookups slow.
/// The built-in ones stay below 100.
inline constexpr std::size_t max_probes = 2048;

}  // namespace tokmill::bpe

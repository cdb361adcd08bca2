#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/bpe/builder/hash_table.hpp"
#include "core/bpe/vocabulary_image.hpp"

namespace tokmill::bpe {

/// Inserts a packed merge into the slots of Section::merges. Robin Hood hashing (Celis 1986): a merge takes the slot of
/// one that is closer to its own first slot, which moves on. So no merge is far from its first slot, and a failed lookup
/// ends early. Returns false if a merge would be max_probes slots away; then the slots are of no use. Precondition: there
/// is a free slot, and the merge is not there yet.
[[nodiscard]] inline bool insert_merge(std::vector<std::uint64_t>& slots, std::uint64_t merge) noexcept {
  const auto size = static_cast<std::uint32_t>(slots.size());
  std::uint32_t at = first_merge_slot(merge >> token_id_bits, size);
  std::uint32_t distance = 0;
  while (slots[at] != empty_merge) {
    const std::uint32_t other = merge_distance(slots[at], at, size);
    if (other < distance) {
      std::swap(slots[at], merge);
      distance = other;
    }
    at = at + 1 == size ? 0 : at + 1;
    if (++distance == max_probes) return false;
  }
  slots[at] = merge;
  return true;
}

}  // namespace tokmill::bpe

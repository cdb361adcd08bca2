#include "vocabularies/string_ids.hpp"

#include <bit>
#include <cstring>
#include <utility>

namespace tokmill::inline TOKMILL_ABI::vocabularies {

// Multiplies each word of eight bytes into the hash, and then the size and the rest (Knuth's multiplicative hashing).
std::uint32_t StringIds::hash_of(std::string_view string) noexcept {
  constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;
  std::uint64_t hash = string.size() * factor;
  std::size_t i = 0;
  for (; i + 8 <= string.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, string.data() + i, 8);
    hash = (std::rotl(hash, 23) ^ word) * factor;
  }
  std::uint64_t rest = 0;
  for (unsigned shift = 0; i < string.size(); ++i, shift += 8) {
    rest |= std::uint64_t{static_cast<unsigned char>(string[i])} << shift;
  }
  hash = (std::rotl(hash, 23) ^ rest) * factor;
  return static_cast<std::uint32_t>(hash >> 32);
}

void StringIds::reserve(std::size_t strings) {
  const std::size_t slots = std::bit_ceil(strings + strings / 3 + 1);
  if (slots > slots_.size()) grow(slots);
}

bool StringIds::insert(std::string_view string, std::uint32_t id) {
  reserve(strings_.size() + 1);
  const std::uint32_t hash = hash_of(string);
  Slot& slot = slots_[slot_of(string, hash)];
  if (slot.string != no_string) return false;
  slot = {hash, static_cast<std::uint32_t>(strings_.size())};
  strings_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(string.size()), id});
  text_.append(string);
  return true;
}

std::optional<std::uint32_t> StringIds::find(std::string_view string, std::uint32_t hash) const {
  if (slots_.empty()) return std::nullopt;
  const Slot& slot = slots_[slot_of(string, hash)];
  return slot.string != no_string ? std::optional(strings_[slot.string].id) : std::nullopt;
}

// The slot of a string, or the free slot in which it belongs.
std::size_t StringIds::slot_of(std::string_view string, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    const Slot& slot = slots_[i];
    if (slot.string == no_string) return i;
    if (slot.hash != hash) continue;
    const String& known = strings_[slot.string];
    if (known.size == string.size() && std::memcmp(text_.data() + known.start, string.data(), string.size()) == 0) {
      return i;
    }
  }
}

void StringIds::grow(std::size_t slots) {
  const std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(slots));
  const std::size_t mask = slots - 1;
  for (const Slot& slot : before) {
    if (slot.string == no_string) continue;
    std::size_t i = slot.hash & mask;
    while (slots_[i].string != no_string) i = (i + 1) & mask;
    slots_[i] = slot;
  }
}

}  // namespace tokmill::vocabularies

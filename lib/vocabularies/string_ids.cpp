#include "vocabularies/string_ids.hpp"

#include <bit>
#include <cstring>
#include <utility>

namespace tokmill::inline TOKMILL_ABI::vocabularies {

// Multiplies each word of eight bytes into the hash, and then the size and the last bytes (Knuth's multiplicative
// hashing).
std::uint32_t StringIds::hash_of(std::string_view string) noexcept {
  constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;
  std::uint64_t hash = string.size() * factor;
  std::size_t i = 0;
  for (; i + 8 <= string.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, string.data() + i, 8);
    hash = (std::rotl(hash, 23) ^ word) * factor;
  }
  // Without a loop: the words overlap with each other or with those above.
  std::uint64_t rest = 0;
  if (string.size() >= 8) {
    std::memcpy(&rest, string.data() + string.size() - 8, 8);
  } else if (string.size() >= 4) {
    std::uint32_t ends[2];
    std::memcpy(&ends[0], string.data(), 4);
    std::memcpy(&ends[1], string.data() + string.size() - 4, 4);
    rest = std::uint64_t{ends[0]} << 32 | ends[1];
  } else if (!string.empty()) {
    const auto byte = [string](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(string[at])}; };
    rest = byte(0) << 16 | byte(string.size() / 2) << 8 | byte(string.size() - 1);
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

std::optional<std::uint32_t> StringIds::find_after_last(std::string_view string) {
  for (const std::size_t guess : {last_, last_ + 1}) {
    if (guess < strings_.size() && is_string(guess, string)) {
      last_ = guess;
      return strings_[guess].id;
    }
  }
  if (slots_.empty()) return std::nullopt;
  const Slot& slot = slots_[slot_of(string, hash_of(string))];
  if (slot.string == no_string) return std::nullopt;
  last_ = slot.string;
  return strings_[slot.string].id;
}

bool StringIds::is_string(std::size_t index, std::string_view string) const {
  const String& known = strings_[index];
  return known.size == string.size() && std::memcmp(text_.data() + known.start, string.data(), string.size()) == 0;
}

// The slot of a string, or the free slot in which it belongs.
std::size_t StringIds::slot_of(std::string_view string, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    const Slot& slot = slots_[i];
    if (slot.string == no_string) return i;
    if (slot.hash == hash && is_string(slot.string, string)) return i;
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

#include "core/bpe/builder/token_map.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "core/bpe/builder/hash_table.hpp"
#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {
namespace {

constexpr std::size_t word = sizeof(std::uint64_t);
constexpr double token_load = 0.6;

std::uint64_t word_at(const char* at) noexcept {
  std::uint64_t value;
  std::memcpy(&value, at, word);
  return value;
}

// The first eight bytes, or all of them if there are less.
std::uint64_t first_bytes(std::string_view bytes) noexcept {
  return bytes.size() >= word ? word_at(bytes.data()) : bytes.empty() ? 0 : short_key(bytes.data(), bytes.size()).low;
}

}  // namespace

std::uint64_t TokenMap::hash_bytes(std::string_view bytes) noexcept {
  std::uint64_t state = 0x243F6A8885A308D3U ^ bytes.size();
  const auto mix = [&state](std::uint64_t value) {
    const Product product = static_cast<Product>(state ^ value) * 0x9E3779B97F4A7C15U;
    state = static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  };
  mix(first_bytes(bytes));
  for (std::size_t at = word; at < bytes.size(); at += word) {
    mix(word_at(bytes.data() + std::min(at, bytes.size() - word)));  // the last word overlaps with the one before
  }
  return state;
}

TokenMap::Slot TokenMap::slot_for(std::string_view bytes, std::uint64_t hash) noexcept {
  const auto check = static_cast<std::uint32_t>(bytes.size() <= word ? bytes.size() : (hash & 0x7FFFFFFFU) | 0x80000000U);
  return {first_bytes(bytes), check, no_token};
}

std::size_t TokenMap::find_slot(const Slot& sought, std::string_view bytes, std::uint64_t hash) const noexcept {
  std::size_t at = first_slot(hash);
  for (; slots_[at].token != no_token; at = at + 1 == slots_.size() ? 0 : at + 1) {
    const Slot& slot = slots_[at];
    if (slot.first != sought.first || slot.check != sought.check) continue;
    if (bytes.size() <= word || tokens_[slot.token] == bytes) break;
  }
  return at;
}

TokenMap::TokenMap(std::span<const std::string_view> tokens)
    : tokens_(tokens), slots_(slots_for(tokens.size(), token_load)) {
  std::vector<std::uint64_t> hashes(tokens_.size());
  for (TokenId token = 0; token < tokens_.size(); ++token) hashes[token] = hash_bytes(tokens_[token]);
  constexpr std::size_t ahead = 16;  // enough to hide the latency of memory
  for (TokenId token = 0; token < tokens_.size(); ++token) {
    if (token + ahead < tokens_.size()) prefetch(hashes[token + ahead]);
    if (tokens_[token].empty()) continue;
    Slot slot = slot_for(tokens_[token], hashes[token]);
    const std::size_t at = find_slot(slot, tokens_[token], hashes[token]);
    if (slots_[at].token == no_token) {
      slot.token = token;
      slots_[at] = slot;
    } else if (duplicate_ == no_token) {
      duplicate_ = token;
    }
  }
}

TokenId TokenMap::find(std::string_view bytes) const noexcept { return find(bytes, hash_bytes(bytes)); }

TokenId TokenMap::find(std::string_view bytes, std::uint64_t hash) const noexcept {
  return slots_[find_slot(slot_for(bytes, hash), bytes, hash)].token;
}

}  // namespace tokmill::bpe

#include "core/bpe/builder/token_map.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tokmill::bpe {
namespace {

constexpr std::size_t smallest = 1024;

}  // namespace

std::uint64_t TokenMap::hash_bytes(std::string_view bytes) noexcept {
  constexpr std::size_t word = sizeof(std::uint64_t);
  std::uint64_t state = 0x243F6A8885A308D3U ^ bytes.size();
  const auto mix = [&state](std::uint64_t value) {
    const Product product = static_cast<Product>(state ^ value) * 0x9E3779B97F4A7C15U;
    state = static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  };
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= word; left -= word, at += word) {
    std::uint64_t value;
    std::memcpy(&value, at, word);
    mix(value);
  }
  std::uint64_t rest = 0;
  for (std::size_t i = 0; i < left; ++i) rest |= std::uint64_t{static_cast<unsigned char>(at[i])} << 8 * i;
  mix(rest);
  return state;
}

TokenMap::TokenMap(std::span<const std::string_view> tokens)
    : tokens_(tokens), slots_(std::bit_ceil(std::max(2 * tokens.size(), smallest))) {
  const std::size_t mask = slots_.size() - 1;
  std::vector<std::uint64_t> hashes(tokens_.size());
  for (TokenId token = 0; token < tokens_.size(); ++token) hashes[token] = hash_bytes(tokens_[token]);
  constexpr std::size_t ahead = 16;  // enough to hide the latency of memory
  for (TokenId token = 0; token < tokens_.size(); ++token) {
    if (token + ahead < tokens_.size()) prefetch(hashes[token + ahead]);
    if (tokens_[token].empty()) continue;
    const std::uint64_t hash = hashes[token];
    const auto bits = static_cast<std::uint32_t>(hash >> 32);
    std::size_t at = hash & mask;
    while (slots_[at].token != no_token) {
      if (slots_[at].hash == bits && tokens_[slots_[at].token] == tokens_[token]) break;
      at = (at + 1) & mask;
    }
    if (slots_[at].token == no_token) {
      slots_[at] = {bits, token};
    } else if (duplicate_ == no_token) {
      duplicate_ = token;
    }
  }
}

TokenId TokenMap::find(std::string_view bytes) const noexcept { return find(bytes, hash_bytes(bytes)); }

TokenId TokenMap::find(std::string_view bytes, std::uint64_t hash) const noexcept {
  const std::size_t mask = slots_.size() - 1;
  const auto bits = static_cast<std::uint32_t>(hash >> 32);
  for (std::size_t at = hash & mask; slots_[at].token != no_token; at = (at + 1) & mask) {
    if (slots_[at].hash == bits && tokens_[slots_[at].token] == bytes) return slots_[at].token;
  }
  return no_token;
}

}  // namespace tokmill::bpe

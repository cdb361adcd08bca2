#include "core/bpe/builder/sort_tokens.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tokmill::bpe {
namespace {

// A token with its first eight bytes as a number, which mostly decides the order.
struct Key {
  std::uint64_t start;
  TokenId token;
};

std::uint64_t start_of(std::string_view bytes) noexcept {
  std::uint64_t start = 0;
  std::memcpy(&start, bytes.data(), std::min(bytes.size(), sizeof start));
  static_assert(std::endian::native == std::endian::little);
  return __builtin_bswap64(start);
}

}  // namespace

std::vector<TokenId> sort_tokens(std::span<const std::string_view> tokens) {
  std::vector<Key> keys;
  keys.reserve(tokens.size());
  for (TokenId token = 0; token < tokens.size(); ++token) {
    if (!tokens[token].empty()) keys.push_back({start_of(tokens[token]), token});
  }
  std::sort(keys.begin(), keys.end(), [&tokens](const Key& left, const Key& right) {
    return left.start != right.start ? left.start < right.start : tokens[left.token] < tokens[right.token];
  });
  std::vector<TokenId> sorted;
  sorted.reserve(keys.size());
  for (const Key& key : keys) sorted.push_back(key.token);
  return sorted;
}

std::vector<TokenId> longest_prefixes(std::span<const std::string_view> tokens, std::span<const TokenId> sorted) {
  std::vector<TokenId> prefixes(tokens.size(), no_token);
  TokenId prefix = no_token;  // of the next token, if it is not shorter
  for (const TokenId token : sorted) {
    while (prefix != no_token && !tokens[token].starts_with(tokens[prefix])) prefix = prefixes[prefix];
    prefixes[token] = prefix;
    prefix = token;
  }
  return prefixes;
}

}  // namespace tokmill::bpe

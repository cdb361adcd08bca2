#include "core/bpe/builder/sort_tokens.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tokmill::bpe {
namespace {

// A token with its first sixteen bytes as two numbers, which mostly decide the order.
struct Key {
  std::uint64_t first;
  std::uint64_t second;
  TokenId token;
};

// Eight bytes from `start` on, filled up with zeros, as a number in the order of the bytes.
std::uint64_t number_of(std::string_view bytes, std::size_t start) noexcept {
  std::uint64_t number = 0;
  if (bytes.size() > start) std::memcpy(&number, bytes.data() + start, std::min(bytes.size() - start, sizeof number));
  static_assert(std::endian::native == std::endian::little);
  return __builtin_bswap64(number);
}

}  // namespace

std::vector<TokenId> sort_tokens(std::span<const std::string_view> tokens) {
  std::vector<Key> keys;
  keys.reserve(tokens.size());
  for (TokenId token = 0; token < tokens.size(); ++token) {
    if (!tokens[token].empty()) {
      keys.push_back({number_of(tokens[token], 0), number_of(tokens[token], 8), token});
    }
  }
  std::sort(keys.begin(), keys.end(), [&tokens](const Key& left, const Key& right) {
    if (left.first != right.first) return left.first < right.first;
    if (left.second != right.second) return left.second < right.second;
    return tokens[left.token] < tokens[right.token];
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

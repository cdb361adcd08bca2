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

// How many bytes two tokens have in common at their start.
std::uint32_t shared_bytes(const Key& left, const Key& right, std::span<const std::string_view> tokens) noexcept {
  const std::string_view a = tokens[left.token];
  const std::string_view b = tokens[right.token];
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t shared = 0;
  if (left.first != right.first) {
    shared = static_cast<std::size_t>(std::countl_zero(left.first ^ right.first)) / 8;
  } else if (left.second != right.second) {
    shared = 8 + static_cast<std::size_t>(std::countl_zero(left.second ^ right.second)) / 8;
  } else {
    shared = std::min<std::size_t>(16, most);
    while (shared < most && a[shared] == b[shared]) ++shared;
  }
  return static_cast<std::uint32_t>(std::min(shared, most));  // both may go on with zeros
}

// The keys in the order of the first two bytes.
std::vector<Key> keys_by_two_bytes(std::span<const std::string_view> tokens, std::vector<std::uint32_t>& ends) {
  constexpr unsigned shift = 48;
  std::vector<std::uint64_t> first(tokens.size());
  for (TokenId token = 0; token < tokens.size(); ++token) {
    if (tokens[token].empty()) continue;
    first[token] = number_of(tokens[token], 0);
    ++ends[first[token] >> shift];
  }
  std::uint32_t count = 0;
  for (std::uint32_t& end : ends) end = count += end;
  std::vector<Key> keys(count);
  for (TokenId token = static_cast<TokenId>(tokens.size()); token-- > 0;) {
    if (!tokens[token].empty()) {
      keys[--ends[first[token] >> shift]] = {first[token], number_of(tokens[token], 8), token};
    }
  }
  return keys;  // now `ends` has the starts
}

}  // namespace

SortedTokens sort_tokens(std::span<const std::string_view> tokens) {
  // Sorting many short ranges is faster than sorting all.
  std::vector<std::uint32_t> starts(std::size_t{1} << 16);
  std::vector<Key> keys = keys_by_two_bytes(tokens, starts);
  const auto is_before = [&tokens](const Key& left, const Key& right) {
    if (left.first != right.first) return left.first < right.first;
    if (left.second != right.second) return left.second < right.second;
    return tokens[left.token] < tokens[right.token];
  };
  starts.push_back(static_cast<std::uint32_t>(keys.size()));
  for (std::size_t i = 1; i < starts.size(); ++i) {
    if (starts[i] - starts[i - 1] > 1) std::sort(keys.begin() + starts[i - 1], keys.begin() + starts[i], is_before);
  }
  SortedTokens sorted;
  sorted.tokens.reserve(keys.size());
  sorted.shared.reserve(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    sorted.tokens.push_back(keys[i].token);
    sorted.shared.push_back(i == 0 ? 0 : shared_bytes(keys[i - 1], keys[i], tokens));
  }
  return sorted;
}

std::vector<TokenId> longest_prefixes(std::span<const std::string_view> tokens, const SortedTokens& sorted) {
  std::vector<TokenId> prefixes(tokens.size(), no_token);
  TokenId prefix = no_token;  // of the next token, if it is not longer than what both share
  for (std::size_t i = 0; i < sorted.tokens.size(); ++i) {
    while (prefix != no_token && tokens[prefix].size() > sorted.shared[i]) prefix = prefixes[prefix];
    prefixes[sorted.tokens[i]] = prefix;
    prefix = sorted.tokens[i];
  }
  return prefixes;
}

}  // namespace tokmill::bpe

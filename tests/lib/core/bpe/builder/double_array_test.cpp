#include "core/bpe/builder/double_array.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using tokmill::bpe::no_token;
using tokmill::bpe::TokenId;
using tokmill::bpe::DoubleArray;
using tokmill::bpe::make_double_array;

namespace {

DoubleArray trie_of(const std::map<std::string, TokenId>& keys) {
  std::vector<std::pair<std::string_view, TokenId>> list;
  for (const auto& [key, token] : keys) list.emplace_back(key, token);
  return *make_double_array(list);
}

TokenId find(const DoubleArray& trie, std::string_view key) {
  std::uint32_t base = trie.root_base;
  TokenId token = no_token;
  for (const char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    // Base 0 means a leaf: it has no children.
    const tokmill::bpe::TrieNode node = trie.nodes.at(base ^ byte);
    if (base == 0 || !tokmill::bpe::trie_node_is(node, byte)) return no_token;
    base = tokmill::bpe::trie_base(node);
    token = tokmill::bpe::trie_token(node);
  }
  return token;
}

}  // namespace

TEST_CASE("double array: finds every key and nothing else") {
  std::mt19937 random(1);
  for (const unsigned letters : {2U, 16U, 256U}) {
    CAPTURE(letters);
    std::map<std::string, TokenId> keys;
    const auto draw = [&] {
      std::string key;
      for (std::size_t size = 1 + random() % 8; key.size() < size;) key += static_cast<char>(random() % letters);
      return key;
    };
    for (TokenId token = 0; token < 20000; ++token) keys[draw()] = token;
    const DoubleArray trie = trie_of(keys);
    for (const auto& [key, token] : keys) REQUIRE(find(trie, key) == token);
    for (int i = 0; i < 20000; ++i) {
      const std::string key = draw();
      const auto known = keys.find(key);
      REQUIRE(find(trie, key) == (known == keys.end() ? no_token : known->second));
    }
  }
}

TEST_CASE("double array: a lookup of any byte stays inside of the array") {
  const DoubleArray trie = trie_of({{"a", 0}, {std::string(1, '\xFF') + "b", 1}});
  REQUIRE(trie.nodes.size() % 256 == 0);
  for (const auto node : trie.nodes) REQUIRE((tokmill::bpe::trie_base(node) | 0xFFU) < trie.nodes.size());
}

TEST_CASE("double array: too many nodes are an error") {
  // Each byte of the key needs a node with another base.
  const std::string key(2000, 'a');
  CHECK(make_double_array({{key, 0}}));
  const auto trie = make_double_array({{key, 0}}, 1024);
  REQUIRE_FALSE(trie);
  CHECK(trie.error().code == tokmill::ErrorCode::unsupported_vocabulary);
}

TEST_CASE("double array: few nodes are unused") {
  std::mt19937 random(2);
  std::map<std::string, TokenId> keys;
  for (TokenId token = 0; token < 50000; ++token) {
    std::string key;
    for (std::size_t size = 1 + random() % 12; key.size() < size;) key += static_cast<char>('a' + random() % 26);
    keys[key] = token;
  }
  const DoubleArray trie = trie_of(keys);
  std::size_t taken = 0;
  for (const auto node : trie.nodes) taken += node != 0;
  CHECK(trie.nodes.size() < taken + taken / 10);
}

#include "core/tokenizer/piece_cache.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tokmill/piece_cache.hpp"
#include "tokmill/registry.hpp"

namespace {

using namespace tokmill;

ShortEntry entry_of(std::uint64_t number) {
  const auto token = static_cast<bpe::TokenId>(number & 0xFFFF);
  return {{number, std::uint64_t{8} << 56}, &token, 1};
}

// Words, mostly not tokens, many of them repeated.
std::string words(unsigned seed, std::size_t count) {
  std::mt19937 chance(seed);
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    std::mt19937 word(chance() % 5000);
    for (auto left = 3 + word() % 20; left > 0; --left) text += static_cast<char>('a' + word() % 26);
    text += ' ';
  }
  return text;
}

}  // namespace

TEST_CASE("piece cache: the last inserted entry is found with its tokens") {
  ShortTable table(1 << 20);
  CHECK(table.view().find(entry_of(1).key, ShortEntry::hash(entry_of(1).key)) == nullptr);
  std::size_t found = 0;
  for (std::uint64_t i = 1; i <= 100000; ++i) {
    const ShortEntry entry = entry_of(i);
    table.insert(entry, ShortEntry::hash(entry.key));
    const ShortEntry* const last = table.view().find(entry.key, ShortEntry::hash(entry.key));
    REQUIRE(last != nullptr);
    REQUIRE(last->tokens[0] == entry.tokens[0]);
  }
  for (std::uint64_t i = 1; i <= 100000; ++i) {
    const ShortEntry entry = entry_of(i);
    if (const ShortEntry* const old = table.view().find(entry.key, ShortEntry::hash(entry.key))) {
      REQUIRE(old->tokens[0] == entry.tokens[0]);
      ++found;
    }
  }
  // 1 MiB holds 32768 entries.
  CHECK(found > 20000);
  CHECK(found <= 32768);
}

TEST_CASE("piece cache: an entry returns its tokens, for its own vocabulary only") {
  const bpe::TokenId tokens[] = {0, (bpe::TokenId{1} << bpe::token_id_bits) - 1, 7, 256};
  const bpe::ShortKey key{0x6E65'6B6F'74, std::uint64_t{5} << 56};
  for (std::size_t count = 1; count <= ShortEntry::max_tokens; ++count) {
    const ShortEntry entry(key, tokens, count);
    REQUIRE(entry.count() == count);
    bpe::TokenId copied[ShortEntry::max_tokens];
    entry.copy_to(copied);
    CHECK(std::equal(copied, copied + count, tokens));
  }

  bpe::ShortKey other = key;
  other.high |= std::uint64_t{3} << ShortEntry::vocabulary_shift;
  CHECK(ShortEntry::key_in_vocabulary(other) == key);
  ShortTable table(1 << 20);
  table.insert({key, tokens, 1}, ShortEntry::hash(key));
  CHECK(ShortEntry::hash(other) == ShortEntry::hash(key));
  CHECK(table.view().find(other, ShortEntry::hash(other)) == nullptr);
  table.insert({other, tokens + 1, 1}, ShortEntry::hash(other));
  CHECK(table.view().find(key, ShortEntry::hash(key))->tokens[0] !=
        table.view().find(other, ShortEntry::hash(other))->tokens[0]);
}

TEST_CASE("piece cache: a limit of 0 disables it") {
  ShortTable table(0);
  const ShortEntry entry = entry_of(1);
  table.insert(entry, ShortEntry::hash(entry.key));
  CHECK(table.view().find(entry.key, ShortEntry::hash(entry.key)) == nullptr);
}

TEST_CASE("piece cache: does not change results, for any limit and when shared by encodings") {
  const std::string text = words(1, 30000);
  const std::vector<std::string_view> names(encoding_names().begin(), encoding_names().end());
  std::vector<std::vector<TokenId>> expected;
  set_piece_cache_limit(0);
  for (const std::string_view name : names) {
    expected.emplace_back();
    (*find_encoding(name))->encode_ordinary(text, expected.back());
  }
  for (const std::size_t limit : {std::size_t{1}, std::size_t{200000}, default_piece_cache_limit}) {
    set_piece_cache_limit(limit);
    CHECK(piece_cache_limit() == limit);
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t i = 0; i < names.size(); ++i) {
        std::vector<TokenId> tokens;
        (*find_encoding(names[i]))->encode_ordinary(text, tokens);
        REQUIRE(tokens == expected[i]);
        REQUIRE((*find_encoding(names[i]))->count(text) == expected[i].size());
      }
    }
  }
  release_piece_cache();
  std::vector<TokenId> tokens;
  (*find_encoding(names[0]))->encode_ordinary(text, tokens);
  CHECK(tokens == expected[0]);
}

TEST_CASE("piece cache: one per thread") {
  set_piece_cache_limit(default_piece_cache_limit);
  const Encoding& encoding = **find_encoding("o200k_base");
  std::vector<std::size_t> counts(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    threads.emplace_back([&, i] { counts[i] = encoding.count(words(static_cast<unsigned>(i), 5000)); });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    CHECK(counts[i] == encoding.count(words(static_cast<unsigned>(i), 5000)));
  }
}

TEST_CASE("piece cache: a piece of NUL bytes is not confused with an unused entry") {
  for (const std::string_view name : encoding_names()) {
    const Encoding& encoding = **find_encoding(name);
    for (std::size_t size = 1; size < 40; ++size) {
      const std::string text(size, '\0');
      std::vector<TokenId> tokens;
      encoding.encode_ordinary(text, tokens);
      const Result<std::string> decoded = encoding.decode(tokens);
      REQUIRE(decoded);
      CHECK(*decoded == text);
    }
  }
}

#include "core/bpe/builder/merge_slots.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <vector>

namespace {

using tokmill::bpe::empty_merge;
using tokmill::bpe::insert_merge;
using tokmill::bpe::merge_distance;
using tokmill::bpe::packed_merge;
using tokmill::bpe::TokenId;

// A table of random merges that is three quarters full.
std::vector<std::uint64_t> table_of(std::uint32_t size, std::mt19937& random, std::set<std::uint64_t>& merges) {
  std::vector<std::uint64_t> slots(size, empty_merge);
  while (merges.size() < size * 3 / 4) {
    const auto token = [&random] { return static_cast<TokenId>(random() % 200000); };
    const std::uint64_t merge = packed_merge(token(), token(), token());
    if (merges.insert(merge).second) REQUIRE(insert_merge(slots, merge));
  }
  return slots;
}

}  // namespace

TEST_CASE("insert_merge: every merge is there, and no merge passes a slot of one that is closer to its first slot") {
  std::mt19937 random(1);
  for (const std::uint32_t size : {4U, 7U, 64U, 1000U, 100000U}) {
    std::set<std::uint64_t> merges;
    const std::vector<std::uint64_t> slots = table_of(size, random, merges);
    std::set<std::uint64_t> found;
    for (std::uint32_t at = 0; at < size; ++at) {
      if (slots[at] == empty_merge) continue;
      found.insert(slots[at]);
      const std::uint32_t distance = merge_distance(slots[at], at, size);
      for (std::uint32_t back = 1; back <= distance; ++back) {
        const std::uint32_t before = at >= back ? at - back : at + size - back;
        REQUIRE(slots[before] != empty_merge);
        REQUIRE(merge_distance(slots[before], before, size) >= distance - back);
      }
    }
    CHECK(found == merges);
  }
}

TEST_CASE("insert_merge: no merge is far from its first slot") {
  std::mt19937 random(2);
  std::set<std::uint64_t> merges;
  const std::vector<std::uint64_t> slots = table_of(250000, random, merges);
  std::uint32_t farthest = 0;
  for (std::uint32_t at = 0; at < slots.size(); ++at) {
    if (slots[at] != empty_merge) farthest = std::max(farthest, merge_distance(slots[at], at, 250000));
  }
  CHECK(farthest < 40);  // linear probing without exchanges has about 160
}

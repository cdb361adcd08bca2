#include "tokmill/batch.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <initializer_list>
#include <new>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/registry.hpp"

namespace {

using namespace tokmill;

// Enough bytes for several blocks, and one text that is longer than a block.
std::vector<std::string> batch_texts() {
  constexpr std::string_view parts[] = {"the ", "\u4F60\u597D", "12345", "\n", "\xFF", "don't", "====", "<|endoftext|>"};
  std::mt19937 chance(3);
  std::vector<std::string> texts(6000);
  for (std::string& text : texts) {
    const std::size_t size = chance() % 60;
    for (std::size_t i = 0; i < size; ++i) text += parts[chance() % std::size(parts)];
  }
  for (int i = 0; i < 50'000; ++i) texts[4321] += "twelve fox ";
  return texts;
}

std::vector<std::string_view> views(const std::vector<std::string>& texts) {
  return std::vector<std::string_view>(texts.begin(), texts.end());
}

const Encoding& cl100k() { return **find_encoding("cl100k_base"); }

void check_batch(const SpecialPolicy& policy, IllFormed ill_formed) {
  const std::vector<std::string> texts = batch_texts();
  std::vector<TokenId> expected;
  std::vector<std::uint64_t> expected_counts;
  std::vector<std::uint64_t> expected_offsets{0};
  for (const std::string& text : texts) {
    const std::vector<TokenId> ids = *cl100k().encode(text, policy, ill_formed);
    expected.insert(expected.end(), ids.begin(), ids.end());
    expected_counts.push_back(ids.size());
    expected_offsets.push_back(expected.size());
  }
  for (const std::size_t threads : std::initializer_list<std::size_t>{0, 1, 2, 5}) {
    CAPTURE(threads);
    std::vector<std::uint64_t> counts(texts.size());
    CHECK(count_batch(cl100k(), views(texts), counts, {policy, ill_formed, threads}));
    CHECK(counts == expected_counts);
    std::vector<TokenId> ids;
    std::vector<std::uint64_t> offsets(texts.size() + 1);
    int calls = 0;
    const auto allocate = [&](std::size_t size) {
      ++calls;
      ids.resize(size);
      return ids.data();
    };
    CHECK(encode_batch(cl100k(), views(texts), offsets, allocate, {policy, ill_formed, threads}));
    CHECK(calls == 1);
    CHECK(ids == expected);
    CHECK(offsets == expected_offsets);
  }
}

}  // namespace

TEST_CASE("batch: the tokens of each text, whatever the threads") {
  check_batch(SpecialPolicy::ordinary(), IllFormed::replacement);
  check_batch(SpecialPolicy::ordinary(), IllFormed::byte_fallback);
  check_batch(SpecialPolicy::allow_all(), IllFormed::replacement);
}

TEST_CASE("batch: no texts") {
  std::vector<std::uint64_t> offsets{7};
  std::vector<TokenId> ids;
  const SpecialPolicy policy = SpecialPolicy::ordinary();
  CHECK(count_batch(cl100k(), {}, {}, {policy}));
  CHECK(encode_batch(cl100k(), {}, offsets, [&](std::size_t) { return ids.data(); }, {policy}));
  CHECK(offsets[0] == 0);
}

TEST_CASE("batch: the error of the first text that has one") {
  std::vector<std::string> texts(9000, "some words that are ordinary");
  texts[8000] = texts[2345] = texts[2346] = "a <|endoftext|>";
  const SpecialPolicy policy = SpecialPolicy::error();
  std::vector<std::uint64_t> numbers(texts.size());
  for (const std::size_t threads : std::initializer_list<std::size_t>{1, 2, 5}) {
    std::size_t failed = 0;
    const Result<void> counted = count_batch(cl100k(), views(texts), numbers, {policy, {}, threads}, &failed);
    REQUIRE_FALSE(counted);
    CHECK(counted.error().code == ErrorCode::disallowed_special_token);
    CHECK(counted.error().position == 2);
    CHECK(failed == 2345);
    failed = 0;
    std::vector<std::uint64_t> offsets(texts.size() + 1);
    const auto never = [](std::size_t) -> TokenId* {
      FAIL_CHECK("allocates in spite of an error");
      return nullptr;
    };
    CHECK_FALSE(encode_batch(cl100k(), views(texts), offsets, never, {policy, {}, threads}, &failed));
    CHECK(failed == 2345);
    CHECK_FALSE(encode_batch(cl100k(), views(texts), offsets, never, {policy, {}, threads}));
  }
}

TEST_CASE("batch: arrays of other sizes are refused") {
  const std::vector<std::string_view> texts{"a", "b"};
  std::vector<std::uint64_t> numbers(2);
  const SpecialPolicy policy = SpecialPolicy::ordinary();
  CHECK_FALSE(count_batch(cl100k(), texts, std::span(numbers).first(1), {policy}));
  CHECK_FALSE(encode_batch(cl100k(), texts, numbers, [](std::size_t) -> TokenId* { return nullptr; }, {policy}));
}

TEST_CASE("batch: an exception of the allocation is passed on") {
  const std::vector<std::string_view> texts{"a", "b"};
  std::vector<std::uint64_t> offsets(3);
  const SpecialPolicy policy = SpecialPolicy::ordinary();
  const auto allocate = [](std::size_t) -> TokenId* { throw std::bad_alloc(); };
  CHECK_THROWS_AS(static_cast<void>(encode_batch(cl100k(), texts, offsets, allocate, {policy})), std::bad_alloc);
}

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lib/c/handles.hpp"
#include "tokmill/registry.hpp"

using namespace tokmill_c;

namespace {

constexpr std::string_view fox = "The quick brown fox jumps over the lazy dog, don't you think? 1234567 Zw\u00F6lf \xFF";

std::uint64_t expected(std::string_view text) { return (*tokmill::find_encoding("cl100k_base"))->count(text); }

}  // namespace

TEST_CASE("c: an appendable counter counts every text that it has had") {
  const auto cl100k = encoding("cl100k_base");
  tokmill_appendable_counter* counter = nullptr;
  REQUIRE(tokmill_appendable_counter_new(cl100k.get(), &counter, nullptr) == TOKMILL_OK);
  std::uint64_t tokens = 7;
  REQUIRE(tokmill_appendable_counter_count(counter, &tokens, nullptr) == TOKMILL_OK);
  CHECK(tokens == 0);
  for (std::size_t at = 0; at < fox.size(); at += 3) {
    const std::string_view part = fox.substr(at, 3);
    REQUIRE(tokmill_appendable_counter_append(counter, part.data(), part.size(), nullptr) == TOKMILL_OK);
    REQUIRE(tokmill_appendable_counter_count(counter, &tokens, nullptr) == TOKMILL_OK);
    CHECK(tokens == expected(fox.substr(0, at + part.size())));
  }
  CHECK(tokmill_appendable_counter_size(counter) == fox.size());
  for (std::size_t size = fox.size(); size-- > 0;) {
    REQUIRE(tokmill_appendable_counter_roll_back(counter, size, nullptr) == TOKMILL_OK);
    REQUIRE(tokmill_appendable_counter_count(counter, &tokens, nullptr) == TOKMILL_OK);
    CHECK(tokens == expected(fox.substr(0, size)));
  }
  tokmill_appendable_counter_free(counter);
}

TEST_CASE("c: an interval counter counts every part") {
  auto cl100k = encoding("cl100k_base");
  tokmill_interval_counter* counter = nullptr;
  REQUIRE(tokmill_interval_counter_new(cl100k.get(), fox.data(), fox.size(), &counter, nullptr) == TOKMILL_OK);
  cl100k.reset();
  std::uint64_t tokens = 7;
  for (std::size_t start = 0; start <= fox.size(); start += 5) {
    for (std::size_t end = 0; end <= fox.size() + 2; end += 3) {
      REQUIRE(tokmill_interval_counter_count(counter, start, end, &tokens, nullptr) == TOKMILL_OK);
      CHECK(tokens == (start < end ? expected(fox.substr(start, end - start)) : 0));
    }
  }
  tokmill_interval_counter_free(counter);
}

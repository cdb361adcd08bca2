#include "core/tokenizer/token_memory.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lib/repeated.hpp"
#include "tokmill/registry.hpp"

namespace {

using namespace tokmill;
using test::repeated;

// Whether the forecast differs by less than 5 % from the number of tokens.
bool is_near(const Encoding& encoding, std::string_view text, IllFormed ill_formed = IllFormed::replacement) {
  const std::size_t tokens = encoding.count(text, ill_formed);
  const std::size_t forecast = forecast_tokens(encoding, text, ill_formed);
  return forecast > tokens - tokens / 20 && forecast < tokens + tokens / 20;
}

}  // namespace

TEST_CASE("token memory: forecast for uniform text and for text whose kind changes") {
  const Encoding& encoding = **find_encoding("o200k_base");
  constexpr std::size_t size = std::size_t{6} << 20;
  const std::string words = repeated("The quick brown fox, 1984: jumps. ", size);
  const std::string chinese = repeated("\u4F60\u597D\uFF0C\u4E16\u754C\u3002", size);
  CHECK(is_near(encoding, words));
  CHECK(is_near(encoding, chinese));
  CHECK(is_near(encoding, words + chinese + repeated("17.03.2026;", size)));
  CHECK(is_near(encoding, repeated("\xFF\xFE", size), IllFormed::byte_fallback));
}

TEST_CASE("token memory: forecast for texts that are too short for samples") {
  const Encoding& encoding = **find_encoding("o200k_base");
  CHECK(forecast_tokens(encoding, "", IllFormed::replacement) == 0);
  CHECK(forecast_tokens(encoding, "a", IllFormed::replacement) == 0);
  CHECK(forecast_tokens(encoding, std::string(100, '\x80'), IllFormed::replacement) <= 200);
}

TEST_CASE("token memory: reserves once for a large text, after the existing tokens, and not for a short text") {
  const Encoding& encoding = **find_encoding("o200k_base");
  constexpr std::size_t size = std::size_t{5} << 20;
  const std::string text = repeated("one line of a log 17\n", size) + repeated("\u4F60\u597D", size);
  std::vector<TokenId> out{1, 2, 3};
  reserve_for(encoding, text, IllFormed::replacement, out);
  const TokenId* const memory = out.data();
  encoding.encode_ordinary(text, out);
  CHECK(out.data() == memory);
  CHECK(out[2] == 3);
  CHECK(out.size() == 3 + encoding.count(text));

  std::vector<TokenId> small;
  reserve_for(encoding, "one", IllFormed::replacement, small);
  CHECK(small.capacity() == 0);
}

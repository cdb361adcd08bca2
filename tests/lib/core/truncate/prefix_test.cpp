#include <doctest/doctest.h>

#include <string>

#include "lib/core/truncate/texts.hpp"
#include "lib/encoding.hpp"
#include "reference/tokenizer.hpp"
#include "reference/truncate.hpp"
#include "tokmill/truncate.hpp"

using namespace tokmill;

TEST_CASE("longest_prefix: a longer prefix can have fewer tokens") {
  const Encoding& o200k = encoding("o200k_base");
  REQUIRE(o200k.count(" responsibilitie") == 3);
  REQUIRE(o200k.count(" responsibilities") == 1);
  CHECK(*longest_prefix(o200k, " responsibilities of", 1) == 17);
  CHECK(*longest_prefix(o200k, " responsibilities of", 2) == 20);
  // 80 spaces are one token; most shorter runs are not.
  CHECK(*longest_prefix(encoding("cl100k_base"), std::string(80, ' '), 1) == 80);
}

TEST_CASE("longest_prefix: may end after the blank of a long piece if it joins the white space before it") {
  std::string text = "a  ";
  for (int i = 0; i < 60; ++i) text += "\uFFFD";
  CHECK(*longest_prefix(encoding("cl100k_base"), text, 2) == 3);
  CHECK(*longest_prefix(encoding("o200k_base"), text, 2) == 3);
}

TEST_CASE("longest_prefix: empty texts, limits of 0 and of SIZE_MAX, ill-formed text") {
  const Encoding& o200k = encoding("o200k_base");
  CHECK(*longest_prefix(o200k, "", 3) == 0);
  CHECK(*longest_prefix(o200k, "abc", 0) == 0);
  CHECK(*longest_prefix(o200k, "abc", static_cast<std::size_t>(-1)) == 3);
  CHECK(*longest_prefix(o200k, "\U0001F9FF", 1) == 0);  // a character of several tokens
  const auto ill_formed = longest_prefix(o200k, "ab\xFF", 1);
  REQUIRE_FALSE(ill_formed);
  CHECK(ill_formed.error().code == ErrorCode::ill_formed_text);
  CHECK(ill_formed.error().position == 2);
}

TEST_CASE("longest_prefix: short texts, against exhaustive search with the reference tokenizer") {
  Random random(1);
  for (const std::string_view name : reference::encoding_names()) {
    const auto count = [&](std::string_view text) { return reference::tokenizer(name).encode_ordinary(text).size(); };
    for (int i = 0; i < 40; ++i) {
      const std::string text = mixed_text(random, 1 + below(random, 10));
      CAPTURE(name);
      CAPTURE(text);
      for (std::size_t limit = 0; limit < 12; limit += 1 + below(random, 3)) {
        CHECK(*longest_prefix(encoding(name), text, limit) == reference::longest_prefix(text, limit, count));
      }
    }
  }
}

TEST_CASE("longest_prefix: mixed texts, against exhaustive search") {
  Random random(2);
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const Encoding& one = encoding(name);
    for (int i = 0; i < 1500; ++i) {
      const std::string text = mixed_text(random, 1 + below(random, 30));
      const std::size_t limit = below(random, 40);
      CAPTURE(name);
      CAPTURE(text);
      CAPTURE(limit);
      CHECK(*longest_prefix(one, text, limit) == reference::longest_prefix(text, limit, count_of(one)));
    }
  }
}

TEST_CASE("longest_prefix: long pieces, against exhaustive search") {
  Random random(3);
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const Encoding& one = encoding(name);
    for (int i = 0; i < 60; ++i) {
      const std::string text = long_run(random, 100 + below(random, 1200)) + mixed_text(random, below(random, 4));
      const std::size_t limit = below(random, one.count(text) + 3);
      CAPTURE(name);
      CAPTURE(text);
      CAPTURE(limit);
      CHECK(*longest_prefix(one, text, limit) == reference::longest_prefix(text, limit, count_of(one)));
    }
  }
}

#include <doctest/doctest.h>

#include <string>

#include "lib/core/truncate/texts.hpp"
#include "lib/encoding.hpp"
#include "reference/tokenizer.hpp"
#include "reference/truncate.hpp"
#include "tokmill/truncate.hpp"

using namespace tokmill;

TEST_CASE("longest_suffix: empty texts, limits of 0 and of SIZE_MAX, ill-formed text") {
  const Encoding& o200k = encoding("o200k_base");
  CHECK(*longest_suffix(o200k, "", 3) == 0);
  CHECK(*longest_suffix(o200k, "abc", 0) == 3);
  CHECK(*longest_suffix(o200k, "abc", static_cast<std::size_t>(-1)) == 0);
  CHECK(*longest_suffix(o200k, "\U0001F9FF", 1) == 4);
  CHECK(*longest_suffix(o200k, "of responsibilities", 1) == 2);
  CHECK_FALSE(longest_suffix(o200k, "ab\xFF", 1));
}

TEST_CASE("longest_suffix: digits are grouped from the start of the suffix") {
  const Encoding& o200k = encoding("o200k_base");
  CHECK(*longest_suffix(o200k, "12345678", 2) == 2);  // 345|678; the whole text is 123|456|78
  CHECK(*longest_suffix(o200k, "x" + std::string(1000, '7'), 100) == 701);
}

TEST_CASE("longest_suffix: short texts, against exhaustive search with the reference tokenizer") {
  Random random(4);
  for (const std::string_view name : reference::encoding_names()) {
    const auto count = [&](std::string_view text) { return reference::tokenizer(name).encode_ordinary(text).size(); };
    for (int i = 0; i < 40; ++i) {
      const std::string text = mixed_text(random, 1 + below(random, 10));
      CAPTURE(name);
      CAPTURE(text);
      for (std::size_t limit = 0; limit < 12; limit += 1 + below(random, 3)) {
        CHECK(*longest_suffix(encoding(name), text, limit) == reference::longest_suffix(text, limit, count));
      }
    }
  }
}

TEST_CASE("longest_suffix: mixed texts, against exhaustive search") {
  Random random(5);
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const Encoding& one = encoding(name);
    for (int i = 0; i < 1500; ++i) {
      const std::string text = mixed_text(random, 1 + below(random, 30));
      const std::size_t limit = below(random, 40);
      CAPTURE(name);
      CAPTURE(text);
      CAPTURE(limit);
      CHECK(*longest_suffix(one, text, limit) == reference::longest_suffix(text, limit, count_of(one)));
    }
  }
}

TEST_CASE("longest_suffix: long pieces, against exhaustive search") {
  Random random(6);
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const Encoding& one = encoding(name);
    for (int i = 0; i < 60; ++i) {
      const std::string text = mixed_text(random, below(random, 4)) + long_run(random, 100 + below(random, 1200));
      const std::size_t limit = below(random, one.count(text) + 3);
      CAPTURE(name);
      CAPTURE(text);
      CAPTURE(limit);
      CHECK(*longest_suffix(one, text, limit) == reference::longest_suffix(text, limit, count_of(one)));
    }
  }
}

#include <doctest/doctest.h>

#include <string>

#include "lib/core/truncate/texts.hpp"
#include "lib/encoding.hpp"
#include "reference/truncate.hpp"
#include "tokmill/truncate.hpp"
#include "tokmill/utf8.hpp"

namespace {

using namespace tokmill;

BoundaryFinder after(char mark) {
  return [mark](std::string_view text, std::vector<std::size_t>& offsets) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == mark) offsets.push_back(i + 1);
    }
  };
}

std::vector<std::size_t> paragraphs(std::string_view text) {
  std::vector<std::size_t> offsets;
  find_paragraphs(text, offsets);
  return offsets;
}

}  // namespace

TEST_CASE("find_paragraphs: after blank lines") {
  using Offsets = std::vector<std::size_t>;
  CHECK(paragraphs("").empty());
  CHECK(paragraphs("one\ntwo\n").empty());
  CHECK(paragraphs("one\n\ntwo") == Offsets{5});
  CHECK(paragraphs("one\r\n\r\ntwo") == Offsets{7});
  CHECK(paragraphs("one\r\rtwo\n \t\n\n  three\n\n") == Offsets{5, 13, 22});
  CHECK(paragraphs("one\n  two").empty());
}

TEST_CASE("chunk: invalid options, ill-formed text, a character with too many tokens") {
  const Encoding& o200k = encoding("o200k_base");
  CHECK(chunk(o200k, "a", {.max_tokens = 0}).error().code == ErrorCode::invalid_argument);
  CHECK(chunk(o200k, "a", {.max_tokens = 3, .overlap = 3}).error().code == ErrorCode::invalid_argument);
  CHECK(chunk(o200k, "a\xFF", {.max_tokens = 3}).error().position == 1);
  const auto too_long = chunk(o200k, "hello \U0001F9FF", {.max_tokens = 1});
  REQUIRE_FALSE(too_long);
  CHECK(too_long.error().position == 6);
  CHECK(chunk(o200k, "", {.max_tokens = 1})->empty());
}

TEST_CASE("chunk: cuts at the first kind of boundary that leaves the chunk at least half full") {
  const Encoding& o200k = encoding("o200k_base");
  const ChunkOptions options{.max_tokens = 8, .overlap = 0, .boundaries = {find_paragraphs, after('.'), after(' ')}};
  const auto texts = [&](std::string_view text) {
    std::string all;
    const auto chunks = chunk(o200k, text, options);
    for (const Chunk& one : *chunks) all += std::string(text.substr(one.start, one.end - one.start)) + '|';
    return all;
  };
  CHECK(texts("One two three.\n\nFour five six seven eight nine.") ==
        "One two three.\n\n|Four five six seven eight nine.|");
  CHECK(texts("One two three. Four five six seven eight nine.") ==
        "One two three.| Four five six seven eight nine.|");
  CHECK(texts("One.\n\nTwo three four five six seven eight nine") ==
        "One.\n\nTwo three four five six |seven eight nine|");
}

TEST_CASE("chunk: without overlap, against exhaustive search") {
  Random random(7);
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const Encoding& one = encoding(name);
    const auto count = [&](std::string_view text) { return one.count(text); };
    for (int i = 0; i < 300; ++i) {
      const std::string text = mixed_text(random, 1 + below(random, 60));
      const ChunkOptions options{
          .max_tokens = 1 + below(random, 20), .overlap = 0, .boundaries = {after('\n'), after(' ')}};
      CAPTURE(name);
      CAPTURE(text);
      CAPTURE(options.max_tokens);
      const auto expected = reference::chunks(text, options.max_tokens, "\n ", count);
      const auto found = chunk(one, text, options);
      REQUIRE(found.has_value() == expected.has_value());
      if (!expected) continue;
      REQUIRE(found->size() == expected->size());
      for (std::size_t j = 0; j < found->size(); ++j) {
        const auto& [start, end, tokens] = (*expected)[j];
        CHECK((*found)[j] == Chunk{start, end, tokens});
      }
    }
  }
}

TEST_CASE("chunk: with overlap, every chunk fits, extends beyond the previous one and leaves no gap") {
  Random random(8);
  const Encoding& o200k = encoding("o200k_base");
  for (int i = 0; i < 300; ++i) {
    const std::string text = below(random, 4) == 0 ? long_run(random, 600) : mixed_text(random, 1 + below(random, 80));
    const std::size_t most = 4 + below(random, 20);
    const ChunkOptions options{.max_tokens = most, .overlap = below(random, most), .boundaries = {after(' ')}};
    CAPTURE(text);
    CAPTURE(most);
    CAPTURE(options.overlap);
    const auto chunks = chunk(o200k, text, options);
    if (!chunks) continue;  // some emoji have more than four tokens
    std::size_t covered = 0;
    std::size_t last_start = 0;
    for (const Chunk& one : *chunks) {
      const std::string_view part = std::string_view(text).substr(one.start, one.end - one.start);
      CHECK_FALSE(find_ill_formed(part));
      CHECK(one.tokens == o200k.count(part));
      CHECK(one.tokens <= most);
      CHECK(one.start <= covered);
      CHECK(one.start >= last_start);
      CHECK(one.end > covered);
      CHECK(o200k.count(text.substr(one.start, covered - one.start)) <= options.overlap);
      covered = one.end;
      last_start = one.start;
    }
    CHECK(covered == text.size());
  }
}

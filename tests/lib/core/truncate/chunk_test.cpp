#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "core/unicode/utf8.hpp"
#include "lib/core/truncate/texts.hpp"
#include "lib/encoding.hpp"
#include "reference/truncate.hpp"
#include "tokmill/truncate.hpp"
#include "tokmill/utf8.hpp"

namespace {

using namespace tokmill;

BoundaryFinder after(char mark) {
  return [mark](std::string_view text, std::size_t limit, std::vector<std::size_t>& offsets) {
    for (std::size_t i = 0; i < std::min(text.size(), limit); ++i) {
      if (text[i] == mark) offsets.push_back(i + 1);
    }
  };
}

std::vector<std::size_t> paragraphs(std::string_view text) {
  std::vector<std::size_t> offsets;
  find_paragraphs(text, text.size(), offsets);
  return offsets;
}

// A few parts, repeated: chunks have the same bytes as earlier ones.
std::string repetitive_text(Random& random) {
  const std::string unit = mixed_text(random, 1 + below(random, 6));
  return test::repeated(unit, unit.size() * (2 + below(random, 12)));
}

// The chunks, each found by searches of its own. Ends before a character with more than `most` tokens.
std::vector<Chunk> chunks_by_single_searches(const Encoding& one, std::string_view text, std::size_t most,
                                             std::size_t overlap) {
  std::vector<Chunk> chunks;
  std::size_t covered = 0;
  while (covered < text.size()) {
    // The start: that of the longest suffix of the last chunk, without its first character, unless the chunk then does
    // not end after the last one.
    std::size_t start = covered;
    if (!chunks.empty()) {
      const std::size_t last_start = chunks.back().start;
      const std::size_t first = last_start + unicode::size_from_lead(text[last_start]);
      for (std::size_t tokens = overlap; tokens > 0; --tokens) {
        start = first + *longest_suffix(one, text.substr(first, covered - first), tokens);
        if (start + *longest_prefix(one, text.substr(start), most) > covered) break;
        start = covered;
      }
    }
    const std::size_t end = start + *longest_prefix(one, text.substr(start), most);
    if (end <= covered) break;
    chunks.push_back({start, end, one.count(text.substr(start, end - start))});
    covered = end;
  }
  return chunks;
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

TEST_CASE("chunk: no chunk contains another one") {
  const auto chunks = chunk(encoding("o200k_base"), "今天天气很好", {.max_tokens = 2, .overlap = 1});
  REQUIRE(chunks);
  REQUIRE(chunks->size() >= 2);
  for (std::size_t i = 1; i < chunks->size(); ++i) {
    CHECK((*chunks)[i].start > (*chunks)[i - 1].start);
    CHECK((*chunks)[i].end > (*chunks)[i - 1].end);
  }
}

TEST_CASE("chunk: against exhaustive search") {
  Random random(7);
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const Encoding& one = encoding(name);
    for (int i = 0; i < 150; ++i) {
      const std::size_t kind = below(random, 8);
      const std::string text = kind == 0   ? long_run(random, 150)
                               : kind <= 2 ? repetitive_text(random)
                                           : mixed_text(random, 1 + below(random, 60));
      const std::size_t most = 1 + below(random, 20);
      const std::size_t overlap = i % 2 == 0 ? 0 : below(random, most);
      ChunkOptions options{.max_tokens = most, .overlap = overlap};
      if (i % 3 != 0) options.boundaries = {after('\n'), after(' ')};
      CAPTURE(name);
      CAPTURE(text);
      CAPTURE(most);
      CAPTURE(overlap);
      const auto expected = reference::chunks(text, most, overlap, i % 3 != 0 ? "\n " : "", count_of(one));
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

// The second chunk has the same bytes as the first one, but must end after it.
TEST_CASE("chunk: equal text, with and without an overlap") {
  const Encoding& one = encoding("r50k_base");
  const std::string text = test::repeated("\n12B the the", 132);
  const auto expected = reference::chunks(text, 2, 1, "\n ", count_of(one));
  const auto found = chunk(one, text, {.max_tokens = 2, .overlap = 1, .boundaries = {after('\n'), after(' ')}});
  REQUIRE(found);
  REQUIRE(expected);
  REQUIRE(found->size() == expected->size());
  for (std::size_t i = 0; i < found->size(); ++i) CHECK((*found)[i].end == (*expected)[i].end);
}

// Overlapping chunks reuse what was found for earlier ones. Text that repeats itself, and pieces of thousands of bytes.
TEST_CASE("chunk: long texts, against searches that start anew") {
  Random random(9);
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const Encoding& one = encoding(name);
    for (int i = 0; i < 6; ++i) {
      std::string text;
      while (text.size() < 1500) {
        const std::string part = below(random, 2) == 0 ? long_run(random, 1 + below(random, 700))
                                                       : mixed_text(random, 1 + below(random, 30));
        for (std::size_t times = 1 + below(random, 2) * below(random, 40); times > 0; --times) text += part;
      }
      text.resize(1500 + below(random, 800), '-');
      text = replace_ill_formed(text);
      const std::size_t most = 8 + below(random, 150);
      const std::size_t overlap = i % 3 == 0 ? below(random, most) : most - 1 - below(random, 3);
      CAPTURE(name);
      CAPTURE(text);
      CAPTURE(most);
      CAPTURE(overlap);
      const auto found = chunk(one, text, {.max_tokens = most, .overlap = overlap});
      REQUIRE(found);
      REQUIRE(*found == chunks_by_single_searches(one, text, most, overlap));
      REQUIRE(found->back().end == text.size());
    }
  }
}

// Chunks inside a run of characters of one class are found without looking for the end of the piece.
TEST_CASE("chunk: runs of one class, against searches that start anew") {
  Random random(10);
  const std::vector<std::vector<std::string_view>> alphabets = {
      {"a", "b", "c", "d", "e", "f", "g", "h", "i", "k", "l", "m", "n", "o", "r", "s", "t", "u"},
      {"a"}, {"1", "2"}, {"a", "é", "т", "о"}, {"A", "B", "C", "É"}, {"中", "文", "字"}, {"!", "?", "=", "-"},
      {"😀", "🎉", "-"}, {"\u0301", "\u0300"}, {"'"}, {"ʰ", "A"}, {" ", "\n"}};
  const std::vector<std::string_view> ends = {"", "a", "B", " b", "'s", "'LLx", "\n", "/\n", "  b", "7", "中", "\u0301", "!"};
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const Encoding& one = encoding(name);
    for (int i = 0; i < 100; ++i) {
      std::string text;
      const auto add_run = [&](std::size_t alphabet, std::size_t longest) {
        const auto& all = alphabets[alphabet];
        for (std::size_t n = 1 + below(random, longest); n > 0; --n) text += all[below(random, all.size())];
      };
      const bool lengthens = i % 4 == 0;  // the tokens become longer, and then the run ends
      if (lengthens) {
        for (std::size_t alphabet = 0; alphabet < 3; ++alphabet) add_run(alphabet, 400);
      } else {
        for (std::size_t runs = 1 + below(random, 4); runs > 0; --runs) {
          add_run(below(random, alphabets.size()), 300);
          text += ends[below(random, ends.size())];
        }
      }
      const std::size_t most = 1 + below(random, lengthens ? 100 : 12);
      const std::size_t overlap = i % 3 == 0 ? below(random, most) : 0;
      CAPTURE(name);
      CAPTURE(text);
      CAPTURE(most);
      CAPTURE(overlap);
      const auto found = chunk(one, text, {.max_tokens = most, .overlap = overlap});
      const std::vector<Chunk> expected = chunks_by_single_searches(one, text, most, overlap);
      const std::size_t covered = expected.empty() ? 0 : expected.back().end;
      REQUIRE(found.has_value() == (covered == text.size()));
      if (found) {
        REQUIRE(*found == expected);
      } else {
        REQUIRE(found.error().position == covered);
      }
    }
  }
}

TEST_CASE("chunk: every chunk fits, starts and ends after the previous one and leaves no gap") {
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
    std::optional<std::size_t> last_start;
    for (const Chunk& one : *chunks) {
      const std::string_view part = std::string_view(text).substr(one.start, one.end - one.start);
      CHECK_FALSE(find_ill_formed(part));
      CHECK(one.tokens == o200k.count(part));
      CHECK(one.tokens <= most);
      CHECK(one.start <= covered);
      CHECK((!last_start || one.start > *last_start));
      CHECK(one.end > covered);
      CHECK(o200k.count(text.substr(one.start, covered - one.start)) <= options.overlap);
      covered = one.end;
      last_start = one.start;
    }
    CHECK(covered == text.size());
  }
}

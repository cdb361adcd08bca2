#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/truncate/texts.hpp"
#include "lib/encoding.hpp"
#include "tokmill/stream_chunker.hpp"
#include "tokmill/utf8.hpp"

namespace {

using namespace tokmill;

void find_blanks(std::string_view text, std::size_t, std::vector<std::size_t>& offsets) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') offsets.push_back(i + 1);
  }
}

// Boundaries that depend on the text after them, as those of sentences do.
void find_by_later_text(std::string_view text, std::size_t, std::vector<std::size_t>& offsets) {
  for (std::size_t i = 0; i + 40 < text.size(); ++i) {
    if (text[i] == '!' && text[i + 40] != 'a') offsets.push_back(i + 1);
  }
}

// The chunks of a stream, and an error if there is one.
struct Streamed {
  std::vector<Chunk> chunks;
  std::optional<Error> error;
};

// Cuts the text into parts of at most `most` bytes.
Streamed stream_in_parts(StreamChunker& chunker, std::string_view text, std::size_t most, Random& random) {
  Streamed streamed;
  const auto add = [&](const Chunk& chunk, std::string_view part) {
    CHECK(part == text.substr(chunk.start, chunk.end - chunk.start));
    streamed.chunks.push_back(chunk);
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view part = text.substr(at, below(random, most + 1));
    at += part.size();
    if (const Result<void> appended = chunker.append(part, add); !appended) {
      streamed.error = appended.error();
      break;
    }
  }
  const Result<void> finished = chunker.finish(add);
  if (!finished && !streamed.error) streamed.error = finished.error();
  return streamed;
}

}  // namespace

TEST_CASE("StreamChunker: equals chunk() wherever the text is cut") {
  Random random(21);
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const Encoding& one = encoding(name);
    for (int i = 0; i < 100; ++i) {
      const bool is_run = below(random, 4) == 0;
      const std::string text =
          is_run ? long_run(random, below(random, 6000)) : mixed_text(random, 1 + below(random, 1500));
      const std::size_t most = 1 + below(random, below(random, 2) == 0 ? 8 : 100);
      ChunkOptions options{.max_tokens = most, .overlap = i % 2 == 0 ? 0 : below(random, most)};
      if (i % 3 == 1) options.boundaries = {find_paragraphs, find_blanks};
      if (i % 3 == 2) options.boundaries = {find_by_later_text};
      const std::size_t part = i % 4 == 0 ? 3 : i % 4 == 1 ? 100 : 3000;
      CAPTURE(name);
      CAPTURE(text);
      CAPTURE(most);
      CAPTURE(options.overlap);
      CAPTURE(part);
      const auto expected = chunk(one, text, options);
      StreamChunker chunker(one, options);
      const Streamed found = stream_in_parts(chunker, text, part, random);
      REQUIRE(found.error.has_value() == !expected.has_value());
      if (expected) {
        REQUIRE(found.chunks == *expected);
      } else {
        CHECK(found.error->position == expected.error().position);
        CHECK(found.error->message == expected.error().message);
      }
    }
  }
}

TEST_CASE("StreamChunker: a limit larger than the parts that it stores") {
  Random random(22);
  const Encoding& o200k = encoding("o200k_base");
  std::string text;
  while (text.size() < 1'200'000) text += mixed_text(random, 1000);
  for (const std::size_t most : {std::size_t{1000}, std::size_t{100'000}, std::size_t{100'000'000}}) {
    const ChunkOptions options{.max_tokens = most, .overlap = most / 10, .boundaries = {find_paragraphs}};
    StreamChunker chunker(o200k, options);
    CHECK(stream_in_parts(chunker, text, text.size(), random).chunks == *chunk(o200k, text, options));
  }
}

TEST_CASE("StreamChunker: reports chunks before the text ends") {
  StreamChunker chunker(encoding("o200k_base"), {.max_tokens = 10});
  std::size_t chunks = 0;
  const auto add = [&chunks](const Chunk&, std::string_view) { ++chunks; };
  for (int i = 0; i < 1000; ++i) REQUIRE(chunker.append("one two three ", add));
  CHECK(chunks > 250);
}

TEST_CASE("StreamChunker: errors stay until finish(), then another text begins") {
  const Encoding& o200k = encoding("o200k_base");
  const auto ignore = [](const Chunk&, std::string_view) {};
  CHECK(StreamChunker(o200k, {.max_tokens = 0}).append("a", ignore).error().code == ErrorCode::invalid_argument);
  CHECK(StreamChunker(o200k, {.max_tokens = 2, .overlap = 2}).finish(ignore).error().position == 0);

  StreamChunker chunker(o200k, {.max_tokens = 3});
  REQUIRE(chunker.append("ab\xE4", ignore));
  CHECK(chunker.append("b", ignore).error().position == 2);
  CHECK(chunker.append("b", ignore).error().code == ErrorCode::ill_formed_text);
  CHECK(chunker.finish(ignore).error().position == 2);
  std::size_t end = 0;
  const auto note = [&end](const Chunk& chunk, std::string_view) { end = chunk.end; };
  REQUIRE(chunker.append("good", note));
  REQUIRE(chunker.finish(note));
  CHECK(end == 4);
  REQUIRE(chunker.append("ab\xE4", ignore));
  CHECK(chunker.finish(ignore).error().position == 2);
}

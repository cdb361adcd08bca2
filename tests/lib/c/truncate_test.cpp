#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "lib/c/handles.hpp"
#include "tokmill/icu/boundaries.hpp"
#include "tokmill/registry.hpp"
#include "tokmill/truncate.hpp"

using namespace tokmill_c;

namespace {

std::vector<tokmill::Chunk> chunks_of(const tokmill_encoding* encoding, std::string_view text, std::size_t max_tokens,
                                      std::size_t overlap, std::uint32_t boundaries) {
  tokmill_chunk* chunks = nullptr;
  std::size_t count = 0;
  REQUIRE(tokmill_chunk_text(encoding, text.data(), text.size(), max_tokens, overlap, boundaries, &chunks, &count,
                             nullptr) == TOKMILL_OK);
  std::vector<tokmill::Chunk> copies;
  for (std::size_t i = 0; i < count; ++i) copies.push_back({chunks[i].start, chunks[i].end, chunks[i].tokens});
  tokmill_free(chunks);
  return copies;
}

}  // namespace

TEST_CASE("c: prefixes and suffixes are those of the C++ interface") {
  const auto o200k = encoding("o200k_base");
  const tokmill::Encoding& expected = **tokmill::find_encoding("o200k_base");
  const std::string_view text = "It rained. We left early. Zw\u00F6lf responsibilities.";
  for (std::size_t limit = 0; limit < 15; ++limit) {
    std::size_t size = 0;
    REQUIRE(tokmill_longest_prefix(o200k.get(), text.data(), text.size(), limit, &size, nullptr) == TOKMILL_OK);
    CHECK(size == *tokmill::longest_prefix(expected, text, limit));
    REQUIRE(tokmill_longest_suffix(o200k.get(), text.data(), text.size(), limit, &size, nullptr) == TOKMILL_OK);
    CHECK(size == *tokmill::longest_suffix(expected, text, limit));
  }
}

TEST_CASE("c: truncated and chunked text must be UTF-8") {
  const auto gpt2 = encoding("gpt2");
  std::size_t size = 0;
  tokmill_chunk* chunks = nullptr;
  const auto check = [](const Failure& failure) {
    CHECK(failure.status == TOKMILL_ILL_FORMED_TEXT);
    CHECK(failure.position == 2);
  };
  check(failure_of([&](tokmill_error** error) {
    return tokmill_longest_prefix(gpt2.get(), "ab\xFF", 3, 5, &size, error);
  }));
  check(failure_of([&](tokmill_error** error) {
    return tokmill_longest_suffix(gpt2.get(), "ab\xFF", 3, 5, &size, error);
  }));
  check(failure_of([&](tokmill_error** error) {
    return tokmill_chunk_text(gpt2.get(), "ab\xFF", 3, 5, 0, 0, &chunks, &size, error);
  }));
}

TEST_CASE("c: chunks are those of the C++ interface") {
  const auto o200k = encoding("o200k_base");
  const tokmill::Encoding& expected = **tokmill::find_encoding("o200k_base");
  const std::string text = "It rained. We left early.\n\nOnly the dog came. It was late.\n\nAnd so on, and so forth.";
  CHECK(chunks_of(o200k.get(), text, 5, 2, 0) == *tokmill::chunk(expected, text, {.max_tokens = 5, .overlap = 2}));
  CHECK(chunks_of(o200k.get(), text, 14, 0, TOKMILL_CHUNK_PARAGRAPHS) ==
        *tokmill::chunk(expected, text, {.max_tokens = 14, .boundaries = {tokmill::find_paragraphs}}));
  CHECK(chunks_of(o200k.get(), "", 5, 0, 0).empty());
}

TEST_CASE("c: chunks end at the boundaries that are asked for") {
  const auto o200k = encoding("o200k_base");
  const tokmill::Encoding& expected = **tokmill::find_encoding("o200k_base");
  const std::string_view text = "It rained. We left early. Only the dog came.";
  const auto by_sentence = chunks_of(o200k.get(), text, 9, 0, TOKMILL_CHUNK_PARAGRAPHS | TOKMILL_CHUNK_SENTENCES);
  REQUIRE(by_sentence.size() == 2);
  CHECK(by_sentence[0].end == 26);
  CHECK(chunks_of(o200k.get(), text, 3, 0, TOKMILL_CHUNK_WORDS) ==
        *tokmill::chunk(expected, text, {.max_tokens = 3, .boundaries = {tokmill::icu::word_finder()}}));
  // A family is one user-perceived character of five code points.
  const std::string_view family = "\U0001F469\u200D\U0001F469\u200D\U0001F467xxx";
  CHECK(chunks_of(o200k.get(), family, 9, 0, TOKMILL_CHUNK_GRAPHEMES)[0].end >= 18);
}

TEST_CASE("c: chunks with options that make no sense") {
  const auto gpt2 = encoding("gpt2");
  const auto failure = [&](std::size_t max_tokens, std::size_t overlap, std::uint32_t boundaries) {
    return failure_of([&](tokmill_error** error) {
      tokmill_chunk* chunks = nullptr;
      std::size_t count = 0;
      return tokmill_chunk_text(gpt2.get(), "ab", 2, max_tokens, overlap, boundaries, &chunks, &count, error);
    });
  };
  CHECK(failure(0, 0, 0).status == TOKMILL_INVALID_ARGUMENT);
  CHECK(failure(5, 5, 0).status == TOKMILL_INVALID_ARGUMENT);
  CHECK(failure(5, 0, 16).status == TOKMILL_INVALID_ARGUMENT);
}

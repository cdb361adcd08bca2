#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lib/core/truncate/texts.hpp"
#include "lib/encoding.hpp"
#include "tokmill/stream.hpp"
#include "tokmill/utf8.hpp"

namespace {

using namespace tokmill;

// Checks that no call returns a part of a character, and returns the whole text.
std::string stream_decode(StreamDecoder& stream, std::span<const TokenId> ids, std::size_t at_a_time,
                          bool is_well_formed) {
  std::string text;
  while (!ids.empty()) {
    const auto part = ids.first(std::min(at_a_time, ids.size()));
    const std::size_t before = text.size();
    const bool is_appended = stream.append(part, text).has_value();
    const bool is_whole = !is_well_formed || !find_ill_formed(std::string_view(text).substr(before));
    if (!is_appended || !is_whole) FAIL("at byte ", before);
    ids = ids.subspan(part.size());
  }
  REQUIRE(stream.finish(text).has_value());
  return text;
}

void check(std::string_view name, const std::vector<TokenId>& ids) {
  const std::string expected = *encoding(name).decode(ids);
  StreamDecoder replacing(encoding(name));
  StreamDecoder exact(encoding(name), IllFormed::byte_fallback);
  const bool is_well_formed = !find_ill_formed(expected);
  for (const std::size_t at_a_time : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{5000}}) {
    REQUIRE(stream_decode(replacing, ids, at_a_time, true) == replace_ill_formed(expected));
    REQUIRE(stream_decode(exact, ids, at_a_time, is_well_formed) == expected);
  }
}

}  // namespace

TEST_CASE("stream decoder: text and random tokens, in parts") {
  Random random(20261125);
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    for (int i = 0; i < 10; ++i) {
      std::vector<TokenId> ids;
      encoding(name).encode_ordinary(mixed_text(random, below(random, 300)), ids, IllFormed::byte_fallback);
      check(name, ids);
      ids.clear();
      for (auto left = below(random, 2000); left > 0; --left) {
        ids.push_back(static_cast<TokenId>(below(random, i % 2 == 0 ? 50000 : 256)));
      }
      check(name, ids);
    }
  }
}

TEST_CASE("stream decoder: holds back the bytes of a character") {
  const Encoding& o200k = encoding("o200k_base");
  std::vector<TokenId> ids;
  o200k.encode_ordinary("\u4E2D\xF0\x9F", ids, IllFormed::byte_fallback);
  const auto byte = [&](char value) { return *o200k.token_id(std::string_view(&value, 1)); };
  const std::vector<TokenId> bytes = {byte('\xE4'), byte('\xB8'), byte('\xAD'), byte('\xF0'), byte('\x9F')};
  for (const IllFormed ill_formed : {IllFormed::replacement, IllFormed::byte_fallback}) {
    StreamDecoder stream(o200k, ill_formed);
    std::string text;
    REQUIRE(stream.append(std::span(bytes).first(2), text).has_value());
    CHECK(text.empty());
    REQUIRE(stream.append(std::span(bytes).subspan(2), text).has_value());
    CHECK(text == "\u4E2D");
    REQUIRE(stream.finish(text).has_value());
    CHECK(text == (ill_formed == IllFormed::replacement ? "\u4E2D\uFFFD" : "\u4E2D\xF0\x9F"));
  }
}

TEST_CASE("stream decoder: the position of an id without a token") {
  StreamDecoder stream(encoding("r50k_base"));
  std::string text;
  REQUIRE(stream.append(std::vector<TokenId>(1500, 64), text).has_value());
  std::vector<TokenId> ids(1100, 65);
  ids.push_back(4'000'000'000);
  ids.push_back(64);
  const Result<void> failed = stream.append(ids, text);
  CHECK(failed.error().code == ErrorCode::token_out_of_range);
  CHECK(failed.error().position == 2600);
  CHECK(text == std::string(1500, 'a') + std::string(1100, 'b'));
  CHECK(stream.append(ids, text).error().position == 2600);
  CHECK(stream.finish(text).error().position == 2600);
  CHECK(text.size() == 2600);
  CHECK(stream_decode(stream, std::vector<TokenId>{64}, 1, true) == "a");
}

#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "lib/c/handles.hpp"
#include "tokmill/registry.hpp"

using namespace tokmill_c;

namespace {

using StreamCounterHandle = Handle<tokmill_stream_counter, tokmill_stream_counter_free>;
using StreamEncoderHandle = Handle<tokmill_stream_encoder, tokmill_stream_encoder_free>;
using StreamDecoderHandle = Handle<tokmill_stream_decoder, tokmill_stream_decoder_free>;

StreamCounterHandle counter(const tokmill_encoding* encoding, const tokmill_special_policy* policy) {
  tokmill_stream_counter* made = nullptr;
  REQUIRE(tokmill_stream_counter_new(encoding, policy, 0, 1, &made, nullptr) == TOKMILL_OK);
  return StreamCounterHandle(made);
}

StreamEncoderHandle encoder(const tokmill_encoding* encoding, std::uint32_t flags) {
  tokmill_stream_encoder* made = nullptr;
  REQUIRE(tokmill_stream_encoder_new(encoding, nullptr, flags, 1, &made, nullptr) == TOKMILL_OK);
  return StreamEncoderHandle(made);
}

StreamDecoderHandle decoder(const tokmill_encoding* encoding, std::uint32_t flags) {
  tokmill_stream_decoder* made = nullptr;
  REQUIRE(tokmill_stream_decoder_new(encoding, flags, &made, nullptr) == TOKMILL_OK);
  return StreamDecoderHandle(made);
}

std::string sample() {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "Zw\u00F6lf \u4F60\u597D don't 1234567\n  \xFF== ";
  return text;
}

}  // namespace

TEST_CASE("c: a stream gives the tokens of the whole text, wherever it is cut") {
  auto o200k = encoding("o200k_base");
  const tokmill::Encoding& whole = **tokmill::find_encoding("o200k_base");
  const std::string text = sample();
  for (const auto& [flags, ill_formed] : {std::pair(0U, tokmill::IllFormed::replacement),
                                          std::pair(TOKMILL_BYTE_FALLBACK, tokmill::IllFormed::byte_fallback)}) {
    std::vector<std::uint64_t> expected_ends;
    const auto expected = whole.encode(text, tokmill::SpecialPolicy::ordinary(), ill_formed, &expected_ends);
    for (const std::size_t part : std::initializer_list<std::size_t>{1, 7, 10'000}) {
      const auto stream = encoder(o200k.get(), flags);
      std::vector<std::uint32_t> ids;
      std::vector<std::uint64_t> ends;
      const std::uint32_t* new_ids = nullptr;
      const std::uint64_t* new_ends = nullptr;
      std::size_t count = 0;
      const auto collect = [&] {
        ids.insert(ids.end(), new_ids, new_ids + count);
        ends.insert(ends.end(), new_ends, new_ends + count);
      };
      for (std::size_t at = 0; at < text.size(); at += part) {
        REQUIRE(tokmill_stream_encoder_append(stream.get(), text.data() + at, std::min(part, text.size() - at),
                                              &new_ids, &new_ends, &count, nullptr) == TOKMILL_OK);
        collect();
      }
      CHECK(ids.size() > expected->size() / 2);  // most tokens are given early
      REQUIRE(tokmill_stream_encoder_finish(stream.get(), &new_ids, &new_ends, &count, nullptr) == TOKMILL_OK);
      collect();
      CHECK(ids == *expected);
      CHECK(ends == expected_ends);

      // The decoder gives the text back, a token at a time.
      const auto back = decoder(o200k.get(), flags);
      std::string decoded;
      const char* new_text = nullptr;
      std::size_t size = 0;
      for (const std::uint32_t id : ids) {
        REQUIRE(tokmill_stream_decoder_append(back.get(), &id, 1, &new_text, &size, nullptr) == TOKMILL_OK);
        decoded.append(new_text, size);
      }
      REQUIRE(tokmill_stream_decoder_finish(back.get(), &new_text, &size, nullptr) == TOKMILL_OK);
      decoded.append(new_text, size);
      CHECK(decoded == whole.tokenized_text(text, tokmill::SpecialPolicy::ordinary(), ill_formed));
    }
  }
}

TEST_CASE("c: a stream counts texts one after the other, also when its encoding is freed") {
  auto o200k = encoding("o200k_base");
  const std::string text = sample();
  const auto stream = counter(o200k.get(), nullptr);
  o200k.reset();
  for (int i = 0; i < 2; ++i) {
    for (std::size_t at = 0; at < text.size(); at += 1000) {
      const std::string_view part = std::string_view(text).substr(at, 1000);
      REQUIRE(tokmill_stream_counter_append(stream.get(), part.data(), part.size(), nullptr) == TOKMILL_OK);
    }
    const std::uint64_t settled = tokmill_stream_counter_settled(stream.get());
    std::uint64_t tokens = 0;
    REQUIRE(tokmill_stream_counter_finish(stream.get(), &tokens, nullptr) == TOKMILL_OK);
    CHECK(tokens == (*tokmill::find_encoding("o200k_base"))->count(text));
    CHECK(settled > 0);
    CHECK(settled <= tokens);
  }
}

TEST_CASE("c: the errors of a stream have positions in the whole text, and end with it") {
  const auto cl100k = encoding("cl100k_base");
  const auto policy = error_policy();
  const auto stream = counter(cl100k.get(), policy.get());
  std::uint64_t tokens = 0;
  REQUIRE(tokmill_stream_counter_append(stream.get(), "abc<|endo", 9, nullptr) == TOKMILL_OK);
  REQUIRE(tokmill_stream_counter_append(stream.get(), "ftext|>", 7, nullptr) != TOKMILL_INTERNAL_ERROR);
  tokmill_error* error = nullptr;
  CHECK(tokmill_stream_counter_finish(stream.get(), &tokens, &error) == TOKMILL_DISALLOWED_SPECIAL_TOKEN);
  CHECK(tokmill_error_position(error) == 3);
  tokmill_error_free(error);
  REQUIRE(tokmill_stream_counter_append(stream.get(), "abc", 3, nullptr) == TOKMILL_OK);
  CHECK(tokmill_stream_counter_finish(stream.get(), &tokens, nullptr) == TOKMILL_OK);
  CHECK(tokens == 1);

  const auto back = decoder(cl100k.get(), 0);
  const std::uint32_t ids[] = {15339, 100256};
  const char* text = nullptr;
  std::size_t size = 0;
  const Failure failure = failure_of([&](tokmill_error** out) {
    return tokmill_stream_decoder_append(back.get(), ids, 2, &text, &size, out);
  });
  CHECK(failure.status == TOKMILL_TOKEN_OUT_OF_RANGE);
  CHECK(failure.position == 1);
}

TEST_CASE("c: a stream encoder without ends") {
  const auto cl100k = encoding("cl100k_base");
  const auto stream = encoder(cl100k.get(), 0);
  const std::uint32_t* ids = nullptr;
  std::size_t count = 0;
  REQUIRE(tokmill_stream_encoder_append(stream.get(), "hello world", 11, &ids, nullptr, &count, nullptr) ==
          TOKMILL_OK);
  std::vector<std::uint32_t> all(ids, ids + count);
  REQUIRE(tokmill_stream_encoder_finish(stream.get(), &ids, nullptr, &count, nullptr) == TOKMILL_OK);
  all.insert(all.end(), ids, ids + count);
  CHECK(all == std::vector<std::uint32_t>{15339, 1917});
}

#include "tokmill/encoding.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "lib/encoding.hpp"
#include "tokmill/stream.hpp"
#include "tokmill/utf8.hpp"

namespace {

using namespace tokmill;
using Ids = std::vector<TokenId>;

Ids encode_ordinary(const Encoding& encoding, std::string_view text, IllFormed ill_formed = IllFormed::replacement) {
  Ids ids;
  encoding.encode_ordinary(text, ids, ill_formed);
  return ids;
}

}  // namespace

TEST_CASE("tokens are those of tiktoken") {
  CHECK(encode_ordinary(encoding("cl100k_base"), "today\n ") == Ids{31213, 198, 220});
  CHECK(encode_ordinary(encoding("cl100k_base"), "today\n  \n") == Ids{31213, 14211});
  CHECK(encode_ordinary(encoding("cl100k_base"), "hello world") == Ids{15339, 1917});
  CHECK(encode_ordinary(encoding("o200k_base"), "").empty());
}

TEST_CASE("special tokens: ordinary, allowed, disallowed") {
  const Encoding& o200k = encoding("o200k_base");
  const std::string text = "a<|endoftext|>b<|endofprompt|>";
  CHECK(*o200k.encode(text, SpecialPolicy::ordinary()) == encode_ordinary(o200k, text));
  CHECK(*o200k.encode(text, SpecialPolicy::allow_all()) == Ids{64, 199999, 65, 200018});
  CHECK(*o200k.count(text, SpecialPolicy::allow_all()) == 4);

  const auto refused = o200k.encode(text);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::disallowed_special_token);
  CHECK(refused.error().position == 1);

  const auto second = o200k.encode(text, SpecialPolicy::allow({"<|endoftext|>"}));
  REQUIRE_FALSE(second);
  CHECK(second.error().position == 15);

  const auto some = o200k.encode(text, SpecialPolicy::of({"<|endofprompt|>"}, {}));
  REQUIRE(some);
  CHECK(some->back() == 200018);
  CHECK(some->size() > 4);

  const auto unknown = o200k.encode("", SpecialPolicy::allow({"<|im_start|>"}));
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == ErrorCode::unknown_special_token);
}

TEST_CASE("a special token ends the segment before it") {
  // `\s+(?!\S)` matches up to the end of the segment, so both blanks are in one piece.
  const Ids ids = *encoding("cl100k_base").encode("a  <|endoftext|>  b", SpecialPolicy::allow_all());
  CHECK(ids == Ids{64, 256, 100257, 220, 293});
}

TEST_CASE("decoding") {
  const Encoding& harmony = encoding("o200k_harmony");
  CHECK(*harmony.decode(Ids{200018, 200006}) == "<|endofprompt|><|start|>");
  const auto beyond = harmony.decode(Ids{0, 1, 4'000'000'000});
  REQUIRE_FALSE(beyond);
  CHECK(beyond.error().code == ErrorCode::token_out_of_range);
  CHECK(beyond.error().position == 2);
  CHECK(harmony.vocabulary_size() == 201088);
  CHECK(encoding("p50k_base").token_bytes(50256) == "<|endoftext|>");
  CHECK(encoding("p50k_edit").vocabulary_size() == 50284);
  CHECK_FALSE(encoding("cl100k_base").token_bytes(100261));
}

TEST_CASE("count, encode, pieces and count_within agree, and decoding restores the text") {
  std::mt19937 random(7);
  const std::vector<std::string> atoms = {"word", " ",  "\n", "42",               "'s",   "日本",
                                          "é",    "!?", "\xF0\x9F\x98\x80", "\xFF", "\xE4\xBD", "\xCC\x81"};
  for (const std::string_view name : encoding_names()) {
    const Encoding& one = encoding(name);
    for (int i = 0; i < 500; ++i) {
      std::string text;
      for (auto atom = random() % 30; atom > 0; --atom) text += atoms[random() % atoms.size()];
      for (const IllFormed ill_formed : {IllFormed::replacement, IllFormed::byte_fallback}) {
        const Ids ids = encode_ordinary(one, text, ill_formed);
        REQUIRE(one.count(text, ill_formed) == ids.size());
        REQUIRE(one.count_within(text, ids.size(), ill_formed) == ids.size());
        if (!ids.empty()) REQUIRE_FALSE(one.count_within(text, ids.size() - 1, ill_formed));
        const std::string expected = ill_formed == IllFormed::byte_fallback ? text : replace_ill_formed(text);
        REQUIRE(*one.decode(ids) == expected);
        const auto pieces = one.pieces(text, ill_formed);
        std::size_t at = 0;
        for (const Span& piece : pieces) {
          REQUIRE(piece.start == at);
          REQUIRE(piece.end > at);
          at = piece.end;
        }
        REQUIRE(at == expected.size());
      }
    }
  }
}

TEST_CASE("byte_fallback: decoding restores any bytes") {
  std::mt19937 random(11);
  for (const std::string_view name : encoding_names()) {
    for (int i = 0; i < 2000; ++i) {
      std::string bytes(random() % 40, '\0');
      for (char& byte : bytes) byte = static_cast<char>(random());
      REQUIRE(*encoding(name).decode(encode_ordinary(encoding(name), bytes, IllFormed::byte_fallback)) == bytes);
    }
  }
}

TEST_CASE("a megabyte of one repeated character") {
  const Encoding& o200k = encoding("o200k_base");
  for (const std::string unit : {"a", " ", "\xF0\x9F\x98\x80", "\xE4\xB8\xAD", "\xCC\x81", "!", "9"}) {
    std::string text;
    while (text.size() < 1'000'000) text += unit;
    CAPTURE(unit);
    const Ids ids = encode_ordinary(o200k, text);
    CHECK(*o200k.decode(ids) == text);
  }
}

TEST_CASE("an encoding can be used by several threads at once") {
  const Encoding& cl100k = encoding("cl100k_base");
  const std::string text = "The same text for all of them, with some 日本語 and 12345.";
  const std::size_t expected = cl100k.count(text);
  std::vector<std::size_t> counts(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 200; ++round) counts[i] = cl100k.count(text);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::size_t count : counts) CHECK(count == expected);
}

TEST_CASE("encode into a span and in blocks") {
  std::string long_piece;
  for (int i = 0; i < 3000; ++i) long_piece += static_cast<char>('a' + i * i * 7 % 26);
  std::string many;
  for (int i = 0; i < 2000; ++i) many += " word" + std::to_string(i);
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
    const Encoding& one = encoding(name);
    const std::vector<std::string> texts = {"", "hello world", "caf\xE9 \xE4", long_piece, many};
    for (const std::string& text : texts) {
      for (const IllFormed ill_formed : {IllFormed::replacement, IllFormed::byte_fallback}) {
        const Ids all = encode_ordinary(one, text, ill_formed);
        for (const std::size_t size : {std::size_t{0}, std::size_t{1}, all.size() / 2, all.size(), all.size() + 3}) {
          constexpr TokenId untouched = 0xABCDEF;
          Ids out(size, untouched);
          CHECK(one.encode_ordinary(text, std::span<TokenId>(out), ill_formed) == all.size());
          Ids expected(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(size, all.size())));
          expected.resize(size, untouched);
          CHECK(out == expected);
        }
        Ids collected;
        const auto collect = [&collected](std::span<const TokenId> block) {
          CHECK(block.size() <= 1024);
          collected.insert(collected.end(), block.begin(), block.end());
          return true;
        };
        CHECK(one.encode_ordinary(text, collect, ill_formed));
        CHECK(collected == all);
        int calls = 0;
        const auto refuse = [&calls](std::span<const TokenId>) { return ++calls > 1; };
        CHECK(one.encode_ordinary(text, refuse, ill_formed) == all.empty());
        CHECK(calls == (all.empty() ? 0 : 1));
      }
    }
  }
}

TEST_CASE("the ends of tokens are those that a stream gives") {
  for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_harmony"}) {
    const Encoding& one = encoding(name);
    for (const std::string_view text : {"", "hello world \u4E2D", "caf\xE9<|endoftext|> \xE4\xB8x",
                                        "<|endofprompt|><|reserved_200018|>x"}) {
      for (const SpecialPolicy& policy : {SpecialPolicy::ordinary(), SpecialPolicy::allow_all()}) {
        for (const IllFormed ill_formed : {IllFormed::replacement, IllFormed::byte_fallback}) {
          std::vector<std::uint64_t> ends{7};
          const auto ids = one.encode(text, policy, ill_formed, &ends);
          StreamEncoder stream(one, policy, ill_formed);
          Ids stream_ids;
          std::vector<std::uint64_t> stream_ends{7};
          REQUIRE(stream.append(text, stream_ids, &stream_ends));
          REQUIRE(stream.finish(stream_ids, &stream_ends));
          CHECK(*ids == stream_ids);
          CHECK(ends == stream_ends);
        }
      }
    }
  }
  std::vector<std::uint64_t> ends;
  CHECK_FALSE(encoding("o200k_base").encode("a<|endoftext|>", SpecialPolicy::error(), IllFormed::replacement, &ends));
  CHECK(ends.empty());
}

TEST_CASE("encoding: many texts are appended to one vector in linear time") {
  std::vector<TokenId> out;
  std::size_t moves = 0;
  for (int i = 0; i < 100'000; ++i) {
    const TokenId* const before = out.data();
    encoding("o200k_base").encode_ordinary("hello world", out);
    moves += out.data() != before ? 1 : 0;
  }
  CHECK(out.size() == 200'000);
  CHECK(moves < 100);
}

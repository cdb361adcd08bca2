#include "core/tokenizer/piece_encoder.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "core/unicode/utf8.hpp"
#include "lib/guarded_page.hpp"
#include "reference/tokenizer.hpp"
#include "tokmill/piece_cache.hpp"
#include "tokmill/registry.hpp"

namespace {

using namespace tokmill;

// Pieces of 1 to about 60 bytes, each of one script: tokens and others, with and without merge boundaries.
std::string random_text(std::mt19937& chance, std::size_t size) {
  static constexpr std::string_view scripts[][6] = {
      {"a", "e", "n", "t", "q", "z"},
      {"0", "1", "9", ".", "-", "_"},
      {"\u4F60", "\u597D", "\u7684", "\u9F98", "\u3002", "\u4E16"},
      {"\u0430", "\u0435", "\u043D", "\u0449", "\u0436", "\u0301"},
      {"\u0915", "\u093F", "\u0924", "\u094D", "\u0B95", "\u0E01"},
      {"\U0001F600", "\u200D", "\u00E9", "\u3042", "\uAC00", "\u05D0"},
  };
  std::string text;
  while (text.size() < size) {
    const auto& script = scripts[chance() % std::size(scripts)];
    for (auto left = 1 + chance() % (chance() % 4 == 0 ? 20 : 6); left > 0; --left) text += script[chance() % 6];
    if (chance() % 3 != 0) text += ' ';
  }
  return text.substr(0, unicode::well_formed_prefix(std::string_view(text).substr(0, size)));
}

}  // namespace

TEST_CASE("piece encoder: texts of 0 to 300 bytes in front of a guard page, against the reference") {
  GuardedPage page;
  // With the cache disabled, empty and warm.
  for (const std::size_t limit : {std::size_t{0}, default_piece_cache_limit}) {
    set_piece_cache_limit(limit);
    std::mt19937 chance(20261124);
    for (std::size_t length = 0; length <= 300; ++length) {
      for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
        const std::string text = random_text(chance, length);
        const std::vector<TokenId> expected = reference::tokenizer(name).encode_ordinary(text);
        const Encoding& encoding = **find_encoding(name);
        const std::string_view at_end = page.at_end(text);
        for (int pass = 0; pass < 2; ++pass) {
          std::vector<TokenId> tokens;
          encoding.encode_ordinary(at_end, tokens);
          REQUIRE(tokens == expected);
          REQUIRE(encoding.count(at_end) == expected.size());
        }
      }
    }
  }
}

TEST_CASE("piece encoder: a piece that is merged in blocks has the tokens of the whole") {
  std::mt19937 chance(20261126);
  const std::size_t size = longest_merged_at_once * 5 / 2;
  std::string letters, equal(size, 'a'), dashes, characters;
  while (letters.size() < size) letters += static_cast<char>('a' + chance() % 26);
  while (dashes.size() < size) dashes += chance() % 2 == 0 ? '-' : '=';
  while (characters.size() < size) characters += chance() % 2 == 0 ? "\u4F60" : "\u597D";
  for (const std::string_view name : {"r50k_base", "o200k_base"}) {
    const EncodingData& data = EncodingAccess::data(**find_encoding(name));
    for (const std::string_view piece : {std::string_view(letters), std::string_view(equal), std::string_view(dashes),
                                         std::string_view(characters)}) {
      std::vector<TokenId> expected;
      bpe::LongMergeMemory memory;
      bpe::merge_long(data.vocabulary, piece, expected, memory);
      std::vector<TokenId> tokens;
      TokenAppender appender(tokens, piece.size());
      PieceEncoder<TokenAppender> encoder(data, appender);
      const char* const end = piece.data() + piece.size();
      encoder.encode(piece.data(), &end, 1, end);
      appender.flush();
      REQUIRE(tokens == expected);
    }
  }
}

TEST_CASE("piece encoder: more pieces than fit into the cache, twice") {
  std::mt19937 chance(5);
  std::string text;
  for (int i = 0; i < 60000; ++i) text += random_text(chance, 1 + chance() % 30) + " ";
  const std::vector<TokenId> expected = reference::tokenizer("o200k_base").encode_ordinary(text);
  for (const std::size_t limit : {std::size_t{1} << 17, std::size_t{1} << 20, default_piece_cache_limit}) {
    set_piece_cache_limit(limit);
    for (int pass = 0; pass < 2; ++pass) {
      std::vector<TokenId> tokens;
      (*find_encoding("o200k_base"))->encode_ordinary(text, tokens);
      REQUIRE(tokens == expected);
    }
  }
  set_piece_cache_limit(default_piece_cache_limit);
}

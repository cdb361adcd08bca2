// decode(encode(x)) == x: for every byte string under lossless, for UTF-8 under replace as well; and all ways of
// asking for tokens agree.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "differential/trap_strings.hpp"
#include "tokmill/tokmill.hpp"

namespace {

using tokmill::IllFormed;
using tokmill::TokenId;
using tokmill::differential::described;
using tokmill::differential::TrapStrings;

std::vector<TokenId> encoded(const tokmill::Encoding& encoding, const std::string& text, IllFormed ill_formed) {
  std::vector<TokenId> ids;
  encoding.encode_ordinary(text, ids, ill_formed);
  return ids;
}

// Decoding gives `text` back, and count, count_within and pieces say what encode says.
void check_consistent(const tokmill::Encoding& encoding, const std::string& text, IllFormed ill_formed,
                      const std::string& tokenized) {
  CAPTURE(encoding.name());
  CAPTURE(described(text));
  const std::vector<TokenId> ids = encoded(encoding, text, ill_formed);
  const auto decoded = encoding.decode(ids);
  REQUIRE(decoded);
  CHECK(*decoded == tokenized);
  CHECK(encoding.count(text, ill_formed) == ids.size());
  CHECK(encoding.count_within(text, ids.size(), ill_formed) == ids.size());
  if (!ids.empty()) CHECK_FALSE(encoding.count_within(text, ids.size() - 1, ill_formed));

  std::size_t at = 0;
  for (const tokmill::Span& piece : encoding.pieces(text, ill_formed)) {
    CHECK(piece.start == at);
    CHECK(piece.end > piece.start);
    at = piece.end;
  }
  CHECK(at == tokenized.size());
}

}  // namespace

TEST_CASE("UTF-8 comes back, whatever is asked for ill-formed parts") {
  for (const std::string_view name : tokmill::encoding_names()) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    TrapStrings strings(3, encoding);
    for (int i = 0; i < 3'000; ++i) {
      const std::string text = strings.next();
      check_consistent(encoding, text, IllFormed::replacement, text);
      CHECK(encoded(encoding, text, IllFormed::byte_fallback) == encoded(encoding, text, IllFormed::replacement));
    }
  }
}

TEST_CASE("any bytes come back under lossless") {
  for (const std::string_view name : tokmill::encoding_names()) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    TrapStrings strings(4, encoding);
    int ill_formed = 0;
    for (int i = 0; i < 3'000; ++i) {
      const std::string text = strings.next_bytes();
      ill_formed += tokmill::find_ill_formed(text).has_value();
      check_consistent(encoding, text, IllFormed::byte_fallback, text);
    }
    CHECK(ill_formed > 2'500);
  }
}

TEST_CASE("under replace, ill-formed parts come back as U+FFFD") {
  for (const std::string_view name : tokmill::encoding_names()) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    TrapStrings strings(5, encoding);
    for (int i = 0; i < 3'000; ++i) {
      const std::string text = strings.next_bytes();
      const std::string replaced = tokmill::replace_ill_formed(text);
      check_consistent(encoding, text, IllFormed::replacement, replaced);
      CHECK(encoded(encoding, text, IllFormed::replacement) == encoded(encoding, replaced, IllFormed::byte_fallback));
    }
  }
}

TEST_CASE("lossless: each ill-formed byte is a token, and what stands beside it is split as at the ends of a text") {
  for (const std::string_view name : tokmill::encoding_names()) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    TrapStrings strings(6, encoding);
    for (int i = 0; i < 2'000; ++i) {
      const std::string before = strings.next();
      const std::string after = strings.next();
      // 0xFF is part of no character, and the broken character's two bytes are one ill-formed part.
      for (const std::string broken : {"\xFF", "\xE4\xBD"}) {
        std::vector<TokenId> expected = encoded(encoding, before, IllFormed::byte_fallback);
        for (const char byte : broken) expected.push_back(*encoding.token_id(std::string_view(&byte, 1)));
        for (const TokenId id : encoded(encoding, after, IllFormed::byte_fallback)) expected.push_back(id);
        CAPTURE(described(before + broken + after));
        CHECK(encoded(encoding, before + broken + after, IllFormed::byte_fallback) == expected);
      }
    }
  }
}

TEST_CASE("every string of up to two bytes comes back under lossless") {
  const tokmill::Encoding& encoding = **tokmill::find_encoding("o200k_base");
  for (int first = 0; first < 256; ++first) {
    for (int second = -1; second < 256; ++second) {
      std::string text(1, static_cast<char>(first));
      if (second >= 0) text += static_cast<char>(second);
      CHECK(*encoding.decode(encoded(encoding, text, IllFormed::byte_fallback)) == text);
    }
  }
}

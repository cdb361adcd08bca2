// decode(encode(x)) == x for every byte string under byte_fallback, and for UTF-8 under replacement too. Also checks
// that encode, count, count_within and pieces agree.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "differential/trap_strings.hpp"
#include "tokmill/tokmill.hpp"

namespace {

using tokmill::IllFormed;
using tokmill::TokenId;
using tokmill::differential::described;
using tokmill::differential::number_of_texts;
using tokmill::differential::TrapStrings;

std::vector<TokenId> encoded(const tokmill::Encoding& encoding, const std::string& text, IllFormed ill_formed) {
  std::vector<TokenId> ids;
  encoding.encode_ordinary(text, ids, ill_formed);
  return ids;
}

// Checks that decoding returns `tokenized` and that count, count_within and pieces agree with encode.
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

TEST_CASE("UTF-8 round-trips under both treatments of ill-formed bytes") {
  for (const std::string_view name : tokmill::encoding_names()) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    TrapStrings strings(3, encoding);
    for (int i = 0; i < number_of_texts(3'000); ++i) {
      const std::string text = strings.next();
      check_consistent(encoding, text, IllFormed::replacement, text);
      CHECK(encoded(encoding, text, IllFormed::byte_fallback) == encoded(encoding, text, IllFormed::replacement));
    }
  }
}

TEST_CASE("arbitrary bytes round-trip under byte_fallback") {
  for (const std::string_view name : tokmill::encoding_names()) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    TrapStrings strings(4, encoding);
    int ill_formed = 0;
    for (int i = 0; i < number_of_texts(3'000); ++i) {
      const std::string text = strings.next_bytes();
      ill_formed += tokmill::find_ill_formed(text).has_value();
      check_consistent(encoding, text, IllFormed::byte_fallback, text);
    }
    CHECK(ill_formed > number_of_texts(2'500));
  }
}

TEST_CASE("under replacement, ill-formed parts decode to U+FFFD") {
  for (const std::string_view name : tokmill::encoding_names()) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    TrapStrings strings(5, encoding);
    for (int i = 0; i < number_of_texts(3'000); ++i) {
      const std::string text = strings.next_bytes();
      const std::string replaced = tokmill::replace_ill_formed(text);
      check_consistent(encoding, text, IllFormed::replacement, replaced);
      CHECK(encoded(encoding, text, IllFormed::replacement) == encoded(encoding, replaced, IllFormed::byte_fallback));
    }
  }
}

TEST_CASE("byte_fallback: each ill-formed byte is a token, and its neighbours are split as at the ends of a text") {
  for (const std::string_view name : tokmill::encoding_names()) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    TrapStrings strings(6, encoding);
    for (int i = 0; i < number_of_texts(2'000); ++i) {
      const std::string before = strings.next();
      const std::string after = strings.next();
      // 0xFF never occurs in UTF-8; the two bytes of the truncated character are one ill-formed part.
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

TEST_CASE("every string of one or two bytes round-trips under byte_fallback") {
  const tokmill::Encoding& encoding = **tokmill::find_encoding("o200k_base");
  for (int first = 0; first < 256; ++first) {
    for (int second = -1; second < 256; ++second) {
      std::string text(1, static_cast<char>(first));
      if (second >= 0) text += static_cast<char>(second);
      CHECK(*encoding.decode(encoded(encoding, text, IllFormed::byte_fallback)) == text);
    }
  }
}

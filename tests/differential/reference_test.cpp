// Compares the library with the reference on every character that ICU knows and on random texts of such characters.

#include "reference/tokenizer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "differential/trap_strings.hpp"
#include "tokmill/tokmill.hpp"

namespace {

using tokmill::Span;
using tokmill::TokenId;
using tokmill::differential::described;
using tokmill::differential::number_of_texts;
using tokmill::differential::TrapStrings;

// The pieces, each followed by a bar.
std::string joined(const std::vector<std::string_view>& pieces) {
  std::string text;
  for (const std::string_view piece : pieces) text.append(piece).append("|");
  return text;
}

std::string joined(std::string_view text, const std::vector<Span>& spans) {
  std::vector<std::string_view> pieces;
  for (const Span& span : spans) pieces.push_back(text.substr(span.start, span.end - span.start));
  return joined(pieces);
}

void check_pieces(const tokmill::Encoding& encoding, const tokmill::reference::Tokenizer& reference,
                  const std::string& text) {
  const std::string expected = joined(reference.pieces(text));
  const std::string actual = joined(text, encoding.pieces(text));
  if (expected != actual) {
    FAIL_CHECK(encoding.name() << ": " << described(text) << "\nreference " << described(expected)
                               << "\nlibrary   " << described(actual));
  }
}

void check_tokens(const tokmill::Encoding& encoding, const tokmill::reference::Tokenizer& reference,
                  const std::string& text) {
  const std::vector<TokenId> expected = reference.encode_ordinary(text);
  std::vector<TokenId> actual;
  encoding.encode_ordinary(text, actual);
  if (expected != actual) {
    FAIL_CHECK(encoding.name() << ": " << described(text) << "\nreference " << described(expected)
                               << "\nlibrary   " << described(actual));
  }
  if (encoding.count(text) != expected.size()) {
    FAIL_CHECK(encoding.name() << ": " << described(text) << ": expected a count of " << expected.size() << ", got "
                               << encoding.count(text));
  }
}

std::string utf8(char32_t c) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  const auto last = [](char32_t value) { return static_cast<char>(0x80 | (value & 0x3F)); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | c >> 6), last(c)};
  if (c < 0x10000) return {byte(0xE0 | c >> 12), last(c >> 6), last(c)};
  return {byte(0xF0 | c >> 18), last(c >> 12), last(c >> 6), last(c)};
}

// One encoding for each pattern.
constexpr std::string_view one_of_each_pattern[] = {"r50k_base", "cl100k_base", "o200k_base"};

}  // namespace

TEST_CASE("pieces of random texts equal those of the reference") {
  for (const std::string_view name : one_of_each_pattern) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    const tokmill::reference::Tokenizer& reference = tokmill::reference::tokenizer(name);
    TrapStrings strings(1, encoding);
    const int texts = number_of_texts(30'000);
    int compared = 0;
    for (int i = 0; i < texts; ++i) {
      const std::string text = strings.next();
      if (!tokmill::reference::icu_knows(text)) continue;
      ++compared;
      check_pieces(encoding, reference, text);
    }
    CHECK(compared > texts / 3 * 2);
  }
}

TEST_CASE("pieces around every character equal those of the reference") {
  for (const std::string_view name : one_of_each_pattern) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    const tokmill::reference::Tokenizer& reference = tokmill::reference::tokenizer(name);
    std::string text;
    const auto step = static_cast<char32_t>(4 / number_of_texts(4));
    int compared = 0;
    for (char32_t c = 0; c <= 0x10FFFF; c += step) {
      if (!tokmill::reference::icu_knows(c)) continue;
      // Ideographs, syllables and private use are long ranges of one category, so two of every 16 are enough.
      const bool is_in_long_range = (c >= 0x3400 && c < 0xA000) || (c >= 0xAC00 && c < 0xD700) ||
                            (c >= 0xE000 && c < 0xF900) || (c >= 0x17000 && c < 0x18D00) || c >= 0x20000;
      if (is_in_long_range && c % 0x10 > std::max<char32_t>(1, step - 1)) continue;
      ++compared;
      const std::string one = utf8(c);
      for (const char* around : {"a", "!", " ", "\n", "1", "'s", "A"}) text.append(around).append(one);
      text.append(one).append("\xCC\x81").append(one).append("aB");
      if (text.size() < 1000) continue;
      check_pieces(encoding, reference, text);
      text.clear();
    }
    check_pieces(encoding, reference, text);
    CHECK(compared > 40'000 / static_cast<int>(step));
  }
}

TEST_CASE("tokens of random texts equal those of the reference in all encodings") {
  for (const std::string_view name : tokmill::encoding_names()) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    const tokmill::reference::Tokenizer& reference = tokmill::reference::tokenizer(name);
    TrapStrings strings(2, encoding);
    const int texts = number_of_texts(8'000);
    int compared = 0;
    for (int i = 0; i < texts; ++i) {
      const std::string text = strings.next();
      if (!tokmill::reference::icu_knows(text)) continue;
      ++compared;
      check_tokens(encoding, reference, text);
    }
    CHECK(compared > texts / 8 * 5);
  }
  CHECK(tokmill::reference::encoding_names().size() == tokmill::encoding_names().size());
}

TEST_CASE("tokens of long runs equal those of the reference") {
  for (const std::string_view name : {"r50k_base", "p50k_base", "cl100k_base", "o200k_base"}) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    const tokmill::reference::Tokenizer& reference = tokmill::reference::tokenizer(name);
    for (const char* part : {"a", "ab", "Z", " ", "\n", "\t", "=", "-", "!?", "\xE4\xB8\xAD", "\xF0\x9F\x98\x80",
                             "\xCC\x81", "\xE3\x80\x80", "0"}) {
      // Around the sizes at which the library switches to other merge algorithms, and well above them.
      for (const int count : {15, 16, 17, 21, 22, 31, 32, 33, 63, 64, 65, 66, 127, 128, 129, 1000}) {
        std::string text;
        for (int i = 0; i < count; ++i) text += part;
        check_tokens(encoding, reference, text);
        check_tokens(encoding, reference, "x" + text + "x");
      }
    }
  }
}

TEST_CASE("pieces of a megabyte of one character equal those of the reference") {
  for (const std::string_view name : one_of_each_pattern) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    for (const char* part : {"a", "A", " ", "\n", "!", "\xE4\xB8\xAD", "\xF0\x9F\x98\x80", "\xCC\x81"}) {
      std::string text;
      while (text.size() < 1'000'000) text += part;
      text += "x ";
      check_pieces(encoding, tokmill::reference::tokenizer(name), text);
    }
  }
}

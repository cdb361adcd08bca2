#include "core/unicode/utf8_blocks.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/cpu.hpp"
#include "core/unicode/utf8.hpp"
#include "tokmill/portable_code.hpp"

namespace {

// The reference: character by character.
std::size_t reference_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t size = tokmill::unicode::well_formed_size(text.substr(at));
    if (size == 0) break;
    at += size;
  }
  return at;
}

constexpr std::string_view well_formed[] = {"a",      "~",      "\u0080", "\u07FF",     "\u0800",
                                            "\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0010FFFF"};
constexpr std::string_view ill_formed[] = {
    "\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xDF", "\xE0\x9F\xBF", "\xE0\xA0", "\xED\xA0\x80", "\xED\xBF\xBF",
    "\xE2\x82", "\xF0\x8F\xBF\xBF", "\xF0\x90\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF8\x88\x80\x80\x80",
    "\xFE", "\xFF", "\xC2\xC2\x80", "\xE2\x28\xA1", "\xF0\x9F\x98\x61"};

}  // namespace

TEST_CASE("utf8 blocks: every ill-formed sequence at every position of three blocks") {
  std::size_t compared = 0;
  for (const std::string_view filler : {std::string_view("a"), std::string_view("\u00E9"), std::string_view("\u4F60"),
                                        std::string_view("\U0001F600")}) {
    for (const std::string_view bad : ill_formed) {
      for (std::size_t at = 0; at < 192; ++at) {
        std::string text;
        while (text.size() + filler.size() <= at) text += filler;
        text.append(at - text.size(), 'x');
        text += bad;
        while (text.size() < 260) text += filler;
        for (const std::size_t size : {text.size(), at + bad.size(), at + 1}) {
          const std::string_view cut = std::string_view(text).substr(0, size);
          REQUIRE(tokmill::unicode::well_formed_prefix(cut) == reference_prefix(cut));
          ++compared;
        }
      }
    }
  }
  CHECK(compared == 4 * std::size(ill_formed) * 192 * 3);
}

TEST_CASE("utf8 blocks: random texts, some ill-formed, at every alignment and of length 0 to 300") {
  std::mt19937 chance(20261124);
  std::vector<char> memory(400);
  std::size_t ill_formed_texts = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::size_t length = chance() % 301;
    std::string text;
    const bool only_ascii = chance() % 4 == 0;
    while (text.size() < length) text += well_formed[chance() % (only_ascii ? 2 : std::size(well_formed))];
    text.resize(length);  // may cut a character
    if (length > 0 && chance() % 2 == 0) text[chance() % length] = static_cast<char>(chance());
    char* const at = memory.data() + chance() % 64;
    if (length > 0) std::memcpy(at, text.data(), length);
    const std::string_view view(at, length);
    const std::size_t expected = reference_prefix(view);
    ill_formed_texts += expected < length ? 1 : 0;
    REQUIRE(tokmill::unicode::well_formed_prefix(view) == expected);
  }
  CHECK(ill_formed_texts > 5000);
}

TEST_CASE("utf8 blocks: which code checks them, and the switch to portable code") {
  const std::string text(192, 'a');
#if defined(__aarch64__)
  const bool has_code = true;
#else
  const bool has_code = tokmill::base::has_avx2();
#endif
  const bool built_portable = tokmill::portable_code();
  const auto checked = [&] { return tokmill::unicode::well_formed_blocks(text.data(), text.size()); };
  CHECK(checked() == (has_code && !built_portable ? 192 : 0));
  tokmill::set_portable_code(true);
  CHECK(tokmill::portable_code());
  CHECK(checked() == 0);
  CHECK(tokmill::unicode::well_formed_prefix(text) == 192);
  tokmill::set_portable_code(false);
  CHECK(checked() == (has_code && !built_portable ? 192 : 0));
}

#include "core/pretokenize/families/windowed.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/cpu.hpp"
#include "core/unicode/utf8.hpp"
#include "lib/core/pretokenize/families/characters.hpp"
#include "lib/guarded_page.hpp"
#include "tokmill/portable_code.hpp"

namespace {

using namespace tokmill::pretokenize;

using tokmill::tests::all_kinds;
using tokmill::tests::piece_ends;

// Compares every kernel with the scalar machine for each pattern. Returns the number of comparisons.
std::size_t compare_machines(std::string_view text) {
  std::size_t compared = 0;
  for (const Pattern pattern : tokmill::tests::all_patterns()) {
    const std::vector<std::size_t> expected = piece_ends(scalar_pre_tokenizer_for(pattern), text);
    const WindowedSplitFunction windowed = windowed_pre_tokenizer_for(pattern);
    for (const simd::Kernel* const kernel : simd::kernels()) {
      const auto split = [&](const char* at, const char* end, const char** ends, std::size_t) {
        return windowed(*kernel, at, end, ends);
      };
      ++compared;
      if (piece_ends(split, text) == expected) continue;
      CAPTURE(machine_names()[static_cast<std::size_t>(pattern)]);
      CAPTURE(kernel->name);
      CAPTURE(std::string(text));
      CHECK(piece_ends(split, text) == expected);
    }
  }
  return compared;
}

// The windowed machines work on runs, which are therefore long.
std::string random_text(std::mt19937& chance, std::size_t characters) {
  return tokmill::tests::text_of_all_kinds(chance, characters, 70);
}

}  // namespace

TEST_CASE("kernels: those of this processor") {
  REQUIRE(!simd::kernels().empty());
  CHECK(std::string_view(simd::kernels().front()->name) == "portable");
#if defined(__aarch64__)
  REQUIRE(simd::kernels().size() == 2);
  CHECK(std::string_view(simd::kernels().back()->name) == "neon");
#elif defined(__x86_64__)
  if (tokmill::base::has_avx2()) CHECK(std::string_view(simd::kernels()[1]->name) == "avx2");
  if (tokmill::base::has_avx512_vbmi()) CHECK(std::string_view(simd::kernels().back()->name) == "avx512");
#endif
}

TEST_CASE("kernels: only the portable one after the switch") {
  const std::size_t count = simd::kernels().size();
  tokmill::set_portable_code(true);
  CHECK(simd::kernels().size() == 1);
  CHECK(std::string_view(simd::kernels().back()->name) == "portable");
  tokmill::set_portable_code(false);
  CHECK(simd::kernels().size() == count);
}

TEST_CASE("kernels: every byte at every position of a block") {
  for (const simd::Kernel* const kernel : simd::kernels()) {
    CAPTURE(kernel->name);
    for (unsigned byte = 0; byte < 256; ++byte) {
      for (std::size_t at = 0; at < simd::block_size; ++at) {
        char text[simd::block_size];
        std::memset(text, 'x', sizeof text);
        text[at] = static_cast<char>(byte);
        tokmill::unicode::CharClassSet classes[simd::block_size];
        std::uint64_t non_ascii = 0;
        std::uint64_t continuation = 0;
        kernel->classify(text, 1, classes, {&non_ascii, &continuation});
        REQUIRE(continuation == ((byte & 0xC0) == 0x80 ? std::uint64_t{1} << at : 0));
        REQUIRE(non_ascii == (byte < 0x80 ? 0 : std::uint64_t{1} << at));
        if (byte < 0x80) REQUIRE(classes[at] == simd::ascii_classes.of[byte]);
        std::uint64_t equal = 0;
        kernel->equal(text, 1, text[at], &equal);
        std::uint64_t controls = 0;
        kernel->controls(text, 1, &controls);
        REQUIRE(controls == (byte < 0x20 || byte == 0x7F ? std::uint64_t{1} << at : 0));
        REQUIRE(equal == (text[at] == 'x' ? ~std::uint64_t{0} : std::uint64_t{1} << at));
        REQUIRE(classes[at == 0 ? 1 : 0] == simd::ascii_classes.of[static_cast<unsigned char>('x')]);
      }
    }
    for (unsigned set = 0; set < 256; ++set) {
      tokmill::unicode::CharClassSet classes[simd::block_size];
      std::uint64_t expected = 0;
      for (std::size_t at = 0; at < simd::block_size; ++at) {
        classes[at] = static_cast<tokmill::unicode::CharClassSet>(at * 37 + set * 11);
        if ((classes[at] & set) != 0) expected |= std::uint64_t{1} << at;
      }
      std::uint64_t bits = 0;
      kernel->members(classes, 1, static_cast<tokmill::unicode::CharClassSet>(set), &bits);
      REQUIRE(bits == expected);
    }
  }
}

TEST_CASE("windows: texts of 0 to 300 characters in front of a guard page") {
  std::mt19937 chance(20261124);
  GuardedPage page;
  std::size_t compared = 0;
  for (std::size_t length = 0; length <= 300; ++length) {
    for (int repeat = 0; repeat < 4; ++repeat) {
      std::string text = random_text(chance, length);
      text.resize(tokmill::unicode::well_formed_prefix(std::string_view(text).substr(0, length)));
      compared += compare_machines(page.at_end(text));
    }
  }
  CHECK(compared >= 301 * 4 * machine_names().size());
}

TEST_CASE("windows: at every alignment") {
  std::mt19937 chance(7);
  const std::string text = random_text(chance, 400);
  std::vector<char> memory(text.size() + 64);
  for (std::size_t offset = 0; offset < 64; ++offset) {
    std::memcpy(memory.data() + offset, text.data(), text.size());
    compare_machines({memory.data() + offset, text.size()});
  }
}

TEST_CASE("windows: each character of the alphabet across the end of a window") {
  for (const std::string_view filler : {"a", "A", " ", "\n", "!", "1", "\u4F60", "\u0301"}) {
    for (const std::string_view character : all_kinds) {
      for (std::size_t back = 0; back < 8; ++back) {
        std::string text;
        while (text.size() + filler.size() + back < window_size - 2) text += text.size() % 97 == 0 ? "." : filler;
        text += character;
        text += "'ll x  \n/";
        text += character;
        compare_machines(text);
      }
    }
  }
}

// Ideographs have their class without a look-up; other characters of three bytes are in tables.
TEST_CASE("windows: every character of three bytes") {
  std::size_t compared = 0;
  std::string text;
  for (char32_t c = 0x800; c <= 0xFFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string character;
    tokmill::unicode::append_utf8(c, character);
    for (const std::string_view before : {"a", " ", "\u4F60", "!"}) text.append(before).append(character);
    if (c % 256 != 255) continue;
    compared += compare_machines(text);
    text.clear();
  }
  CHECK(compared >= (0x10000 - 0x1000) / 256 * machine_names().size());
}

TEST_CASE("windows: long random texts and pieces longer than a window") {
  std::mt19937 chance(11);
  for (int i = 0; i < 300; ++i) compare_machines(random_text(chance, 1 + chance() % 5000));
  for (const std::string_view character : all_kinds) {
    std::string text = "x ";
    for (std::size_t i = 0; i < 2500; ++i) text += character;
    compare_machines(text + "'s y");
  }
}

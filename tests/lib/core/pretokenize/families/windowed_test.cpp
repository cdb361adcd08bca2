#include "core/pretokenize/families/windowed.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/cpu.hpp"
#include "lib/guarded_page.hpp"
#include "tokmill/portable_code.hpp"

namespace {

using namespace tokmill::pretokenize;

struct Machines {
  const char* name;
  PreTokenizer scalar;
  WindowedPreTokenizer windowed;
};
constexpr Machines all_machines[] = {{"gpt2", pre_tokenize_gpt2, pre_tokenize_gpt2_windowed},
                               {"cl100k", pre_tokenize_cl100k, pre_tokenize_cl100k_windowed},
                               {"o200k", pre_tokenize_o200k, pre_tokenize_o200k_windowed}};

template <class Split>
std::vector<std::size_t> ends_of(Split&& split, std::string_view text) {
  std::vector<std::size_t> all;
  std::vector<const char*> ends(window_size);
  const char* at = text.data();
  const char* const end = at + text.size();
  while (const std::size_t count = split(at, end, ends.data(), ends.size())) {
    for (std::size_t i = 0; i < count; ++i) all.push_back(static_cast<std::size_t>(ends[i] - text.data()));
    at = ends[count - 1];
  }
  return all;
}

// Compares every kernel with the scalar machine for each pattern. Returns the number of comparisons.
std::size_t compare_machines(std::string_view text) {
  std::size_t compared = 0;
  for (const Machines& machines : all_machines) {
    const std::vector<std::size_t> expected = ends_of(machines.scalar, text);
    for (const simd::Kernel* const kernel : simd::kernels()) {
      const auto split = [&](const char* at, const char* end, const char** ends, std::size_t) {
        return machines.windowed(*kernel, at, end, ends);
      };
      ++compared;
      if (ends_of(split, text) == expected) continue;
      CAPTURE(machines.name);
      CAPTURE(kernel->name);
      CAPTURE(std::string(text));
      CHECK(ends_of(split, text) == expected);
    }
  }
  return compared;
}

// Characters of every class and size, and those that the patterns name.
constexpr std::string_view alphabet[] = {
    "a", "b", "s", "t", "l", "v", "e", "d", "m", "r", "A", "S", "L", "Z", "0", "7", "9", " ", " ", " ", "\t", "\n",
    "\r", "'", "'", "/", "/", ".", "!", "-", "\v", "\x01", "\x7f", "\u00A0", "\u0085", "\u2028", "\u3000", "\u00E9",
    "\u00C9", "\u017F", "\u01C5", "\u02B0", "\u00AA", "\u4F60", "\u597D", "\u0301", "\u0903", "\u0660", "\u00BD",
    "\u20AC", "\uFF01", "\U0001F600", "\U0001D7D8", "\U00010400", "\U00010428", "\U000E0100", "\U0010FFFF"};

std::string random_text(std::mt19937& chance, std::size_t characters) {
  std::string text;
  while (characters > 0) {
    const std::string_view character = alphabet[chance() % std::size(alphabet)];
    // Repeat characters, because the windowed machines work on runs.
    std::size_t times = chance() % 4 == 0 ? 1 + chance() % 70 : 1;
    for (; times > 0 && characters > 0; --times, --characters) text += character;
  }
  return text;
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
  CHECK(compared >= 301 * 4 * 3);
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
    for (const std::string_view character : alphabet) {
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

TEST_CASE("windows: long random texts and pieces longer than a window") {
  std::mt19937 chance(11);
  for (int i = 0; i < 300; ++i) compare_machines(random_text(chance, 1 + chance() % 5000));
  for (const std::string_view character : alphabet) {
    std::string text = "x ";
    for (std::size_t i = 0; i < 2500; ++i) text += character;
    compare_machines(text + "'s y");
  }
}

// Compares the normal forms with a slow reference and with ICU. tests/differential/normal_form_test.py compares them
// with Hugging Face tokenizers.

#include "core/unicode/normal_form.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <ios>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode/utf8.hpp"
#include "fuzz/normal_form_properties.hpp"
#include "lib/guarded_page.hpp"
#include "lib/repeated.hpp"
#include "reference/normal_form.hpp"

namespace {

using tokmill::fuzz::appended_normal_form;
using tokmill::fuzz::broken_property;
using tokmill::fuzz::expected_normal_form;
using tokmill::test::repeated;
using tokmill::unicode::last_boundary;
using tokmill::unicode::next_boundary;
using tokmill::unicode::normal_prefix;
using tokmill::unicode::NormalForm;
using tokmill::unicode::normalized;

constexpr std::array<NormalForm, 4> all_forms = {NormalForm::nfc, NormalForm::nfd, NormalForm::nfkc, NormalForm::nfkd};

std::string utf8(std::u32string_view code_points) {
  std::string text;
  for (const char32_t c : code_points) tokmill::unicode::append_utf8(c, text);
  return text;
}

std::string nfc(std::u32string_view text) { return appended_normal_form(NormalForm::nfc, utf8(text)); }
std::string nfd(std::u32string_view text) { return appended_normal_form(NormalForm::nfd, utf8(text)); }
std::string nfkc(std::u32string_view text) { return appended_normal_form(NormalForm::nfkc, utf8(text)); }
std::string nfkd(std::u32string_view text) { return appended_normal_form(NormalForm::nfkd, utf8(text)); }

/// The characters that decompose, combine with what precedes them or have a combining class, without most of the
/// Hangul syllables.
std::vector<char32_t> special_characters() {
  std::vector<char32_t> found;
  for (char32_t c = 0x80; c < 0x30000; ++c) {
    if (c == 0xAC40) c = 0xE000;
    const std::string text = utf8({&c, 1});
    if (next_boundary(NormalForm::nfc, text, 0) != 0 || nfkd({&c, 1}) != text) found.push_back(c);
  }
  return found;
}

class RandomText {
 public:
  explicit RandomText(unsigned seed) : random_(seed) {}

  /// At most ten characters; most of them change, combine or are reordered.
  std::string next() {
    std::string text;
    for (char32_t size = below(11); size > 0; --size) tokmill::unicode::append_utf8(character(), text);
    return text;
  }

 private:
  char32_t below(std::size_t end) { return static_cast<char32_t>(random_() % end); }

  char32_t character() {
    constexpr std::u32string_view first = U"aeiouAEIOUsSdD\u0131\u09C7\u1100\uAC00\u304B";  // compose with others
    switch (below(8)) {
      case 0: return U'a' + below(26);
      case 1: return 0x300 + below(0x50);  // marks
      case 2: return first[below(first.size())];
      case 3: return 0x80 + below(0xD700);
      case 4: return 0x10000 + below(0x20000);
      default: return special_[below(special_.size())];
    }
  }

  std::mt19937 random_;
  std::vector<char32_t> special_ = special_characters();
};

}  // namespace

TEST_CASE("composition and decomposition") {
  CHECK(nfc(U"e\u0301") == utf8(U"\u00E9"));
  CHECK(nfd(U"\u00E9") == utf8(U"e\u0301"));
  CHECK(nfc(U"a\u0323\u0302") == utf8(U"\u1EAD"));
  CHECK(nfc(U"a\u0302\u0323") == utf8(U"\u1EAD"));  // the marks are reordered first
  CHECK(nfc(U"\u00E2\u0323") == utf8(U"\u1EAD"));
  CHECK(nfc(U"\u212B") == utf8(U"\u00C5"));          // a singleton
  CHECK(nfc(U"\u0915\u093C") == utf8(U"\u0915\u093C"));  // U+0958 is excluded from composition
  CHECK(nfc(U"\u0958") == utf8(U"\u0915\u093C"));
  CHECK(nfc(U"\u0344") == utf8(U"\u0308\u0301"));
  CHECK(nfc(U"\u09C7\u09BE") == utf8(U"\u09CB"));    // starters that compose
  CHECK(nfc(U"\u0995\u09BE") == utf8(U"\u0995\u09BE"));
  CHECK(nfc(U"a\u0301\u0301") == utf8(U"\u00E1\u0301"));
  CHECK(nfc(U"a\u0305\u0301") == utf8(U"a\u0305\u0301"));  // a mark of the same class blocks
  CHECK(nfc(U"\U00011099\U000110BA") == utf8(U"\U0001109A"));
}

TEST_CASE("compatibility") {
  CHECK(nfkc(U"\uFB01\u00BD\u2460\uFF21") == utf8(U"fi1\u204421A"));
  CHECK(nfc(U"\uFB01\u00BD\u2460\uFF21") == utf8(U"\uFB01\u00BD\u2460\uFF21"));
  CHECK(nfkc(U"\u1E9B\u0323") == utf8(U"\u1E69"));
  CHECK(nfkd(U"\u1E9B\u0323") == utf8(U"s\u0323\u0307"));
  CHECK(nfc(U"\u1E9B\u0323") == utf8(U"\u1E9B\u0323"));
  CHECK(nfd(U"\u1E9B\u0323") == utf8(U"\u017F\u0323\u0307"));
  CHECK(nfkc(U"\uFF76\uFF9E") == utf8(U"\u30AC"));
}

TEST_CASE("Hangul") {
  CHECK(nfd(U"\uD55C\uAE00") == utf8(U"\u1112\u1161\u11AB\u1100\u1173\u11AF"));
  CHECK(nfc(U"\u1112\u1161\u11AB\u1100\u1173\u11AF") == utf8(U"\uD55C\uAE00"));
  CHECK(nfd(U"\uAC00") == utf8(U"\u1100\u1161"));
  CHECK(nfc(U"\uAC00\u11A8") == utf8(U"\uAC01"));
  CHECK(nfc(U"\uAC00\u11A7") == utf8(U"\uAC00\u11A7"));
  CHECK(nfc(U"\uAC01\u11A8") == utf8(U"\uAC01\u11A8"));
  CHECK(nfc(U"\uD7A3") == utf8(U"\uD7A3"));
}

TEST_CASE("characters that are newer than Unicode 9.0 do not change") {
  CHECK(nfkc(U"\u32FF") == utf8(U"\u32FF"));            // 12.1
  CHECK(nfd(U"\U00011938") == utf8(U"\U00011938"));      // 13.0
  CHECK(nfc(U"\U00011935\U00011930") == utf8(U"\U00011935\U00011930"));
  CHECK(nfd(U"a\U0001E2EC\u0334") == utf8(U"a\U0001E2EC\u0334"));  // 12.0: a mark, which blocks here
  CHECK(tokmill::reference::normal_form_by_icu(true, true, utf8(U"\u32FF")) != utf8(U"\u32FF"));
}

TEST_CASE("every character equals the reference") {
  int changed = 0;
  for (const NormalForm form : all_forms) {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
      if (c == 0xD800) c = 0xE000;
      if (c == 0x30000) c = 0xE0000;  // planes of unassigned characters, and of private use
      if (c == 0xE0200) c = 0x10FFFF;
      const std::string text = utf8({&c, 1});
      const std::string expected = expected_normal_form(form, text);
      changed += expected != text;
      if (appended_normal_form(form, text) != expected) FAIL_CHECK("U+", std::hex, static_cast<unsigned>(c));
    }
  }
  CHECK(changed == 1'120 + 13'232 + 4'794 + 16'894);
}

TEST_CASE("random texts have all properties") {
  RandomText texts(20261126);
  int changed = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::string text = texts.next();
    for (const NormalForm form : all_forms) {
      const char* const broken = broken_property(form, text);
      if (broken != nullptr) FAIL_CHECK(broken, ": ", text);
      changed += appended_normal_form(form, text) != text;
    }
  }
  CHECK(changed > 8000);
}

TEST_CASE("random texts of characters of Unicode 9.0 equal ICU") {
  RandomText texts(20261127);
  int compared = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::string text = texts.next();
    bool is_known = true;
    for (std::size_t at = 0; at < text.size();) {
      const auto [c, size] = tokmill::unicode::decode_well_formed(text.data() + at);
      is_known = is_known && tokmill::reference::is_in_unicode_9(c);
      at += size;
    }
    if (!is_known) continue;
    ++compared;
    for (const NormalForm form : all_forms) {
      const bool is_composed = form == NormalForm::nfc || form == NormalForm::nfkc;
      const bool is_compatible = form == NormalForm::nfkc || form == NormalForm::nfkd;
      CAPTURE(text);
      const std::string expected = tokmill::reference::normal_form_by_icu(is_composed, is_compatible, text);
      CHECK(appended_normal_form(form, text) == expected);
    }
  }
  CHECK(compared > 1000);
}

TEST_CASE("text in the form is recognized and not copied") {
  std::string buffer;
  const std::string english = repeated("The quick brown fox jumps over the lazy dog. ", 1000);
  const std::string chinese = repeated(utf8(U"\u4ECA\u5929\u5929\u6C14\u5F88\u597D"), 1000);
  const std::string bengali = repeated(utf8(U"\u09B0\u09BE\u09A4\u09C7 \u09A7\u09C8"), 1000);
  for (const NormalForm form : all_forms) {
    for (const std::string& text : {english, chinese, bengali}) {
      CHECK(normal_prefix(form, text) == text.size());
      CHECK(normalized(form, text, buffer).data() == text.data());
    }
  }
  CHECK(buffer.capacity() < 1000);

  // In the form, although the prefix is shorter.
  const std::string marks = utf8(U"\u00E9\u0301");
  CHECK(normal_prefix(NormalForm::nfc, marks) == 0);
  CHECK(normalized(NormalForm::nfc, marks, buffer).data() == marks.data());
}

TEST_CASE("the prefix ends where the text may change") {
  CHECK(normal_prefix(NormalForm::nfc, utf8(U"abe\u0301")) == 2);
  CHECK(normal_prefix(NormalForm::nfd, utf8(U"ab\u00E9")) == 2);
  CHECK(normal_prefix(NormalForm::nfc, utf8(U"ab\u00E9c")) == 5);
  CHECK(normal_prefix(NormalForm::nfc, utf8(U"\u0301a")) == 3);
  CHECK(normal_prefix(NormalForm::nfkc, utf8(U"ab\uFF21")) == 2);
  CHECK(normal_prefix(NormalForm::nfc, "") == 0);
}

TEST_CASE("boundaries") {
  const std::string text = utf8(U"ae\u0301\u0323o\u09C7\u09BE");
  CHECK(next_boundary(NormalForm::nfc, text, 1) == 1);
  CHECK(next_boundary(NormalForm::nfc, text, 2) == 6);
  CHECK(next_boundary(NormalForm::nfc, text, 10) == text.size());  // U+09BE may compose with what precedes it
  CHECK(next_boundary(NormalForm::nfd, text, 10) == 10);
  CHECK(last_boundary(NormalForm::nfc, text) == 7);
  CHECK(last_boundary(NormalForm::nfc, text.substr(0, 6)) == 1);
  CHECK(last_boundary(NormalForm::nfc, text.substr(0, 6), 2) == 0);
  CHECK(last_boundary(NormalForm::nfc, utf8(U"\u0301")) == 0);
}

TEST_CASE("long runs of marks take little time") {
  constexpr std::size_t count = 100'000;
  std::string text = "a";
  std::string below;
  std::string above;
  for (std::size_t i = 0; i < count; ++i) {
    above += "\u0301";
    below += "\u0323";
    text += "\u0301\u0323";
  }
  CHECK(appended_normal_form(NormalForm::nfd, text) == "a" + below + above);
  CHECK(appended_normal_form(NormalForm::nfc, text) == "\u1EA1" + below.substr(2) + above);
  CHECK(appended_normal_form(NormalForm::nfc, below + above) == below + above);

  std::string syllables;
  for (std::size_t i = 0; i < count; ++i) syllables += "\u1100\u1161\u11A8";
  CHECK(appended_normal_form(NormalForm::nfkc, syllables) == repeated("\uAC01", 3 * count));
}

TEST_CASE("nothing after the text is read") {
  GuardedPage page;
  RandomText texts(20261128);
  std::string buffer;
  for (int i = 0; i < 1000; ++i) {
    const std::string text = texts.next();
    const std::string_view view = page.at_end(text);
    for (const NormalForm form : all_forms) {
      CHECK(normalized(form, view, buffer) == appended_normal_form(form, text));
      CHECK(last_boundary(form, view) == last_boundary(form, text));
    }
  }
}

#include "tokmill/icu/charset.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>

using namespace tokmill;
using namespace std::string_view_literals;

namespace {

std::string converted(std::string_view bytes, std::string_view charset) {
  const Result<std::string> known = tokmill::icu::find_charset(charset);
  REQUIRE(known);
  const Result<tokmill::icu::Converted> result = tokmill::icu::convert(bytes, *known);
  REQUIRE(result);
  return result->text;
}

std::optional<std::size_t> ill_formed(std::string_view bytes, std::string_view charset) {
  return tokmill::icu::convert(bytes, charset)->first_ill_formed;
}

}  // namespace

TEST_CASE("charsets are found by any alias and spelling") {
  CHECK(*tokmill::icu::find_charset("latin1") == "ISO-8859-1");
  CHECK(*tokmill::icu::find_charset("iso_8859_1") == "ISO-8859-1");
  CHECK(*tokmill::icu::find_charset("cp1252") == "windows-1252");
  CHECK(*tokmill::icu::find_charset("SJIS") == "Shift_JIS");
  CHECK(*tokmill::icu::find_charset("utf8") == "UTF-8");
  CHECK(*tokmill::icu::find_charset("Utf-16") == "UTF-16");
}

TEST_CASE("unknown charsets are errors") {
  const auto message = [](std::string_view name) { return tokmill::icu::find_charset(name).error().message; };
  CHECK(message("shift_jsi") == "unknown charset 'shift_jsi'; did you mean Shift_JIS?");
  CHECK(tokmill::icu::find_charset("latin1,swaplfnl").error().code == ErrorCode::unknown_charset);
  CHECK(tokmill::icu::find_charset("../latin1").error().code == ErrorCode::unknown_charset);
  CHECK(!tokmill::icu::find_charset(""));
  CHECK(!tokmill::icu::find_charset(std::string(5000, 'x')));
  CHECK(tokmill::icu::convert("a", "no such").error().code == ErrorCode::unknown_charset);
}

TEST_CASE("single-byte and multi-byte charsets") {
  CHECK(converted("caf\xE9", "latin1") == "café");
  CHECK(converted("\x93x\x94 \x80", "windows-1252") == "“x” €");
  CHECK(converted("\x93\xFA\x96\x7B", "shift_jis") == "日本");
  CHECK(converted("\xC6\xFC\xCB\xDC", "euc-jp") == "日本");
  CHECK(converted("\x1b$BF|K\\\x1b(B", "iso-2022-jp") == "日本");
  CHECK(converted("\xD0\xD2", "koi8-r") == "пр");
  CHECK(converted("", "latin1").empty());
}

TEST_CASE(
    "UTF-16 and UTF-32: a byte order mark gives the order and is removed; the default is "
    "little-endian") {
  CHECK(converted("\xFF\xFE"
                  "a\0"sv,
                  "utf-16") == "a");
  CHECK(converted("\xFE\xFF\0a"sv, "utf-16") == "a");
  CHECK(converted("\xFF\xFE\0\0"sv, "utf-16") == "\0"sv);  // not the mark of UTF-32
  CHECK(converted("a\0\x3D\xD8\x00\xDE"sv, "utf-16") == "a😀");
  CHECK(converted("\xFF\xFE"
                  "a\0"sv,
                  "utf-16le") ==
        "\xEF\xBB\xBF"
        "a");
  CHECK(converted("\0\0\xFE\xFF\0\0\0a"sv, "utf-32") == "a");
  CHECK(converted("a\0\0\0"sv, "utf-32") == "a");
  CHECK(converted("\xEF\xBB\xBF"
                  "a",
                  "utf-8") ==
        "\xEF\xBB\xBF"
        "a");
}

TEST_CASE("ill-formed parts become U+FFFD, and the first one is reported") {
  CHECK(converted("a\xFF"
                  "b",
                  "us-ascii") == "a\uFFFDb");
  CHECK(ill_formed("ab\xFF\xFF", "US-ASCII") == 2);
  CHECK(ill_formed("\x93\xFA\x96", "Shift_JIS") == 2);     // half a character at the end
  CHECK(ill_formed("a\0\x00\xD8z\0"sv, "UTF-16LE") == 2);  // half a pair
  CHECK(converted("a\0\x00\xD8z\0"sv, "utf-16le") == "a\uFFFDz");
  CHECK(ill_formed("ab\xFF", "UTF-8") == 2);
  CHECK(!ill_formed("\x93\xFA\x96\x7B", "Shift_JIS"));
  // ICU reports no bytes for the character at the end.
  CHECK(ill_formed("\x09\xA7\x24\x8D\x73", "BOCU-1") == 4);
}

TEST_CASE("a text longer than the conversion buffer") {
  // Surrogate pairs at every distance from the end of the buffer.
  for (const std::size_t before : {std::size_t{0}, std::size_t{1}}) {
    std::string bytes;
    std::string text;
    for (std::size_t i = 0; i < before; ++i, text += 'a') bytes += "a\0"sv;
    for (int i = 0; i < 70000; ++i, text += "😀") bytes += "\x3D\xD8\x00\xDE"sv;
    CHECK(converted(bytes, "utf-16le") == text);
    bytes += "\x00\xD8"sv;
    CHECK(ill_formed(bytes, "UTF-16LE") == bytes.size() - 2);
  }
}

TEST_CASE("guesses") {
  const auto guess = [](std::string_view bytes) {
    const std::optional<tokmill::icu::Guess> found = tokmill::icu::guess_charset(bytes);
    return found ? found->charset : "none";
  };
  CHECK(guess("") == "UTF-8");
  CHECK(guess("plain") == "UTF-8");
  CHECK(guess("naïve") == "UTF-8");
  CHECK(guess("\xEF\xBB\xBF\xFF") == "UTF-8");
  CHECK(guess("\xFF\xFE"
              "a\0"sv) == "UTF-16");
  CHECK(guess("\xFF\xFE\0\0a\0\0\0"sv) == "UTF-32");
  CHECK(guess("h\0e\0l\0l\0o\0 \0w\0o\0r\0l\0d\0"sv) == "UTF-16LE");
  CHECK(
      guess("\x8D\xA1\x93\xFA\x82\xCD\x93\x56\x8B\x43\x82\xAA\x82\xA2\x82\xA2\x82\xCC\x82\xC5\x81\x41\x8C\xF6"
            "\x89\x80\x82\xD6\x8E\x55\x95\xE0\x82\xC9\x8D\x73\x82\xAB\x82\xDC\x82\xB5\x82\xBD\x81\x42") ==
      "Shift_JIS");
  CHECK(guess("\x1b$BF|K\\\x1b(B") == "ISO-2022-JP");
  CHECK(guess("\x8D") == "none");
  const std::string french =
      "O\xF9 est pass\xE9 l'\xE9l\xE8ve? Il a \xE9t\xE9 \xE0 la fen\xEAtre, tr\xE8s bien.\n";
  CHECK(guess(french) == "ISO-8859-1");
  // The first non-ASCII byte may come late.
  CHECK(guess(std::string(20000, 'x') + "\n" + french) == "ISO-8859-1");
}

TEST_CASE("StreamConverter: equals convert() wherever the text is cut") {
  std::mt19937_64 random(5);
  const auto below = [&random](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  for (const std::string_view charset : {"UTF-8", "UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-7", "US-ASCII",
                                         "ISO-8859-1", "windows-1252", "Shift_JIS", "EUC-JP", "ISO-2022-JP", "GB18030",
                                         "Big5", "Big5-HKSCS", "EUC-KR", "KOI8-R", "EUC-TW", "IBM1390"}) {
    CAPTURE(charset);
    if (!tokmill::icu::find_charset(charset)) continue;  // removed from ICU's data
    for (int i = 0; i < 300; ++i) {
      // Bytes that are mostly no text, or a text that was converted from UTF-16, with some damage.
      static constexpr std::array starts = {""sv, "\xFF\xFE"sv, "\xFE\xFF"sv, "\xEF\xBB\xBF"sv, "\0\0\xFE\xFF"sv,
                                            "\xFF\xFE\0\0"sv};
      std::string bytes(starts[below(starts.size())]);
      static constexpr std::string_view frequent = "a\0 \x93\xFA\x96\x7B\xC6\xFC\x1B$B(J\xD8\xDC\xE4\xB8\xAD\xF0\x9F+-\n"sv;
      for (std::size_t size = below(200); size > 0; --size) {
        bytes += below(4) == 0 ? static_cast<char>(below(256)) : frequent[below(frequent.size())];
      }
      CAPTURE(bytes);
      const auto expected = tokmill::icu::convert(bytes, charset);
      REQUIRE(expected);
      auto converter = tokmill::icu::StreamConverter::open(charset, bytes);
      REQUIRE(converter);
      std::string text;
      for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t size = below(i % 2 == 0 ? 3 : 40);
        const std::string part = bytes.substr(at, size);  // a copy, so that the sanitizer finds reads beyond it
        converter->append(part, text);
        at += part.size();
      }
      converter->finish(text);
      CHECK(text == expected->text);
      CHECK(converter->first_ill_formed() == expected->first_ill_formed);
    }
  }
}

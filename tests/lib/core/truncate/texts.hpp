#pragma once

// Texts whose number of tokens does not grow steadily with their length.

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lib/repeated.hpp"

namespace tokmill {

using Random = std::mt19937_64;

inline std::size_t below(Random& random, std::size_t n) { return random() % n; }

/// A mix of words, white space, numbers of several scripts, letters of all cases, marks and emoji.
inline std::string mixed_text(Random& random, std::size_t parts) {
  static const std::vector<std::string_view> all = {
      " internationalization", "Internationaliz", " the", "a", "B", "ABC", "Ab", "'s", "'save", "it's", "'", " ", "  ",
      "   ", "\n", "\r\n", "\t", "\u00A0", "\u3000", "\u2028", "1", "12", "3456789", "१२३४५", "٣٤٥", "中", "文字", "日本語の",
      "あ", "ไทย", "\u0301", "é", "Ǆ", "ʰ", "😀", "👩‍👩‍👧", "!", "!!", "/",
      "!/\n", "...", "한국어", "привет", "ſ", "𝟘𝟙", "<|endoftext|>", "-", "_"};
  std::string text;
  for (std::size_t i = 0; i < parts; ++i) text += all[below(random, all.size())];
  return text;
}

/// One or a few long pieces, from a small alphabet.
inline std::string long_run(Random& random, std::size_t characters) {
  static const std::vector<std::vector<std::string_view>> alphabets = {
      {"a"}, {" "}, {" ", "\n"}, {" ", "\t", "\r\n"}, {"\n"}, {"A"}, {"A", "中"}, {"A", "B", "C", "ʰ"}, {"a", "b", "A"},
      {"中", "文", "字", "國"}, {"!", "?", "="}, {"=", "/", "\n"}, {"1", "2", "3"}, {"१", "२", "३"}, {"é", "e"}, {"😀"},
      {"A", "A", "A", "A", "A", "A", "A", "A", "A", "A", "A", "A", "A", "A", "A", "A", "A", "A", "A", "中"},
      {" ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", "\n"},
      {"a", "b", "c", "d", "e", "f", "g", "h", "i", "k", "l", "m", "n", "o", "r", "s", "t", "u"}};
  const auto& alphabet = alphabets[below(random, alphabets.size())];
  std::string text = below(random, 2) == 0 ? "" : "x";
  for (std::size_t i = 0; i < characters; ++i) text += alphabet[below(random, alphabet.size())];
  static const std::vector<std::string_view> ends = {"", "a", "c!", " b", "'s", "\n", "  b", "7"};
  return text + std::string(ends[below(random, ends.size())]);
}

/// Pieces of about `size` bytes, with what decides how they end.
inline std::vector<std::string> long_pieces(std::size_t size) {
  using test::repeated;
  return {
      repeated(std::string_view("\0", 1), size) + "x",
      repeated("-", size),
      "a\n" + repeated(" ", size) + "b",
      repeated(" ", size) + "\n" + repeated(" ", 1000) + "b",
      "!" + repeated("\r\n", size) + "/ ",
      repeated("a", size) + "'LL",
      "\u4E2D" + repeated("A", size) + "'s",
      "\u4E2D" + repeated("A", size) + "b's",
      repeated("\u4E2DA", size),
      repeated("\u4E2D\u6587", size) + "  ",
      repeated("\u0301", size),
      repeated("7", size),
      repeated("\U0001F600", size) + "!",
  };
}

/// Replaces random bytes so that the text is no longer UTF-8.
inline void damage(Random& random, std::string& text) {
  static constexpr std::string_view bytes = "\xFF\xC3\xE4\xB8\xF0\x9F\x80\xED\xA0\xC0";
  for (std::size_t i = 0; i < 1 + text.size() / 50; ++i) {
    if (!text.empty()) text[below(random, text.size())] = bytes[below(random, bytes.size())];
  }
}

}  // namespace tokmill

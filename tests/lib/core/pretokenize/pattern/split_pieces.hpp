#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/pretokenize/pattern/splitter.hpp"
#include "differential/split_patterns.hpp"

namespace tokmill::tests {

using Pieces = std::vector<std::string>;

inline std::vector<pretokenize::pattern::Piece> raw_pieces(const pretokenize::pattern::Splitter& splitter,
                                                           std::string_view text, std::size_t capacity = 100) {
  pretokenize::pattern::SplitRun run(splitter, text);
  std::vector<pretokenize::pattern::Piece> all;
  std::vector<pretokenize::pattern::Piece> some(capacity);
  while (const std::size_t count = run.next(some.data(), capacity)) {
    all.insert(all.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return all;
}

inline Pieces pieces(const pretokenize::pattern::Splitter& splitter, std::string_view text) {
  Pieces all;
  for (const pretokenize::pattern::Piece& piece : raw_pieces(splitter, text)) all.emplace_back(piece.start, piece.end);
  return all;
}

/// The pieces of text[0, cut) and of the rest.
inline Pieces pieces_of_halves(const pretokenize::pattern::Splitter& splitter, std::string_view text, std::size_t cut) {
  Pieces all = pieces(splitter, text.substr(0, cut));
  for (std::string& piece : pieces(splitter, text.substr(cut))) all.push_back(std::move(piece));
  return all;
}

/// The splitters of split_patterns.json.
inline const std::vector<KnownSplitter>& known() {
  static const std::vector<KnownSplitter> all = known_splitters(TOKMILL_SPLIT_PATTERNS);
  return all;
}

inline const pretokenize::pattern::Splitter& known(std::string_view name) {
  const auto found = std::find_if(known().begin(), known().end(), [&](const KnownSplitter& one) { return one.name == name; });
  REQUIRE(found != known().end());
  return found->splitter;
}

/// Texts of all classes of characters, with runs.
inline std::string random_text(std::mt19937& chance, std::size_t characters) {
  static constexpr std::string_view alphabet[] = {
      "a", "b", "s", "t", "ll", "re", "E", "S", "A", "0", "7", "9", " ", " ", " ", "\t", "\n", "\r", "'", "'", "/", ".", "!",
      "-", "\x01", "\u00A0", "\u0085", "\u3000", "\u00E9", "\u00C9", "\u017F", "\u01C5", "\u02B0", "\u4F60", "\u597D",
      "\u0301", "\u0660", "\u00BD", "\u20AC", "\uFF01", "\u3042", "\U0001F600", "\U0001D7D8", "\U00010400", "\U0010FFFF"};
  std::string text;
  while (characters > 0) {
    const std::string_view character = alphabet[chance() % std::size(alphabet)];
    std::size_t times = chance() % 4 == 0 ? 1 + chance() % 20 : 1;
    for (; times > 0 && characters > 0; --times, --characters) text += character;
  }
  return text;
}

}  // namespace tokmill::tests

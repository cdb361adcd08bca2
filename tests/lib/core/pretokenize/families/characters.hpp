#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/pretokenize/pre_tokenizer.hpp"

namespace tokmill::tests {

/// Characters of every class of every alphabet and of every size, and those that the patterns name.
inline constexpr std::string_view all_kinds[] = {
    "a", "b", "s", "t", "l", "v", "e", "d", "m", "r", "A", "S", "L", "Z", "0", "7", "9", " ", " ", " ", "\t", "\n",
    "\r", "'", "'", "/", "/", ".", "!", "-", "\v", "\x01", "\x7f", "\u00A0", "\u0085", "\u2028", "\u3000", "\u00E9",
    "\u00C9", "\u017F", "\u212A", "\u01C5", "\u02B0", "\u00AA", "\u4F60", "\u597D", "\u0301", "\u0903", "\u0660",
    "\u00BD", "\u20AC", "\uFF01", "\U0001F600", "\U0001D7D8", "\U00010400", "\U00010428", "\U000E0100", "\U0010FFFF",
    // Format characters; Han: letters, numbers, symbols, marks; kana: letters, marks, symbols, unassigned.
    "\u200D", "\u00AD", "\u9FA5", "\u9FA6", "\U00020000", "\u3005", "\u3007", "\u3021", "\u2F00", "\U00016FF0",
    "\u3042", "\u30AB", "\u3099", "\u309B", "\u30FB", "\u3040", "\u3097"};

/// A random text of these characters, with runs of up to `longest_run`.
inline std::string text_of_all_kinds(std::mt19937& chance, std::size_t characters, std::size_t longest_run) {
  std::string text;
  while (characters > 0) {
    const std::string_view character = all_kinds[chance() % std::size(all_kinds)];
    std::size_t times = chance() % 4 == 0 ? 1 + chance() % longest_run : 1;
    for (; times > 0 && characters > 0; --times, --characters) text += character;
  }
  return text;
}

inline std::vector<pretokenize::Pattern> all_patterns() {
  std::vector<pretokenize::Pattern> all;
  for (const std::string_view name : pretokenize::machine_names()) all.push_back(*pretokenize::pattern_named(name));
  return all;
}

/// The ends of the pieces of `text`, as offsets.
template <class Split>
std::vector<std::size_t> piece_ends(Split&& split, std::string_view text) {
  std::vector<std::size_t> all;
  std::vector<const char*> ends(pretokenize::window_size);
  const char* at = text.data();
  const char* const end = at + text.size();
  while (const std::size_t count = split(at, end, ends.data(), ends.size())) {
    for (std::size_t i = 0; i < count; ++i) all.push_back(static_cast<std::size_t>(ends[i] - text.data()));
    at = ends[count - 1];
  }
  return all;
}

}  // namespace tokmill::tests

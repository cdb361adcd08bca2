#include "tokmill/icu/graphemes.hpp"

#include "icu/break_iterator.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

std::vector<std::size_t> grapheme_ends(std::string_view text) {
  std::vector<std::size_t> ends;
  const BreakIterator breaks = open_break_iterator(UBRK_CHARACTER);
  for_each_break(breaks.get(), text, [&](std::size_t end) {
    ends.push_back(end);
    return true;
  });
  return ends;
}

std::size_t count_graphemes(std::string_view text) {
  std::size_t count = 0;
  const BreakIterator breaks = open_break_iterator(UBRK_CHARACTER);
  for_each_break(breaks.get(), text, [&](std::size_t) {
    ++count;
    return true;
  });
  return count;
}

}  // namespace tokmill::icu

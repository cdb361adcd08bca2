#include "tokmill/icu/boundaries.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "icu/break_iterator.hpp"

namespace tokmill::icu {
namespace {

UChar32 character_at(std::string_view text, std::size_t at) {
  auto index = static_cast<std::int32_t>(at);
  UChar32 character = 0;
  U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), index, static_cast<std::int32_t>(text.size()),
                  character);
  return character;
}

UChar32 character_before(std::string_view text, std::size_t at) {
  do {
    --at;
  } while (at > 0 && U8_IS_TRAIL(text[at]));
  return character_at(text, at);
}

bool closes_or_joins(UChar32 character) {
  return (U_MASK(u_charType(character)) & (U_GC_PO_MASK | U_GC_PE_MASK | U_GC_PF_MASK | U_GC_PD_MASK)) != 0;
}

}  // namespace

Finder sentence_finder() {
  const std::shared_ptr<UBreakIterator> breaks = open_break_iterator(UBRK_SENTENCE);
  return [breaks](std::string_view text, std::vector<std::size_t>& offsets) {
    for_each_break(breaks.get(), text, [&](std::size_t at) { offsets.push_back(at); });
  };
}

Finder word_finder() {
  const std::shared_ptr<UBreakIterator> breaks = open_break_iterator(UBRK_WORD);
  return [breaks](std::string_view text, std::vector<std::size_t>& offsets) {
    // ICU ends every word, every stretch of blanks and every mark of punctuation.
    std::size_t before = 0;
    bool word_before = false;
    bool behind_blank = true;  // what ends at `before` stands behind white space, or first
    for_each_break(breaks.get(), text, [&](std::size_t at) {
      const bool word = ubrk_getRuleStatus(breaks.get()) >= UBRK_WORD_NONE_LIMIT;
      if (before > 0) {
        const UChar32 last = character_before(text, before);
        const bool blank = u_isUWhiteSpace(last) != 0;
        const bool follows = word_before || (closes_or_joins(last) && !behind_blank);
        if (blank ? u_isUWhiteSpace(character_at(text, before)) == 0 : word && follows) offsets.push_back(before);
        behind_blank = blank;
      }
      before = at;
      word_before = word;
    });
  };
}

}  // namespace tokmill::icu

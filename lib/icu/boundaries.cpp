#include "tokmill/icu/boundaries.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <memory>

#include "icu/break_iterator.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {
namespace {

UChar32 character_at(std::string_view text, std::size_t at) {
  return static_cast<UChar32>(next_utf8_unit(text.substr(at)).code_point);
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

// Texts of these characters have no boundaries inside, which is seen faster here than by ICU.
bool is_inside_sentence(char c) {
  return static_cast<unsigned char>(c) < 0x80 && c != '.' && c != '!' && c != '?' && c != '\n' && c != '\r';
}
bool is_inside_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

}  // namespace

BoundaryFinder sentence_finder() {
  const std::shared_ptr<UBreakIterator> breaks = open_break_iterator(UBRK_SENTENCE);
  return [breaks](std::string_view text, std::vector<std::size_t>& offsets) {
    if (std::all_of(text.begin(), text.end(), is_inside_sentence)) {
      if (!text.empty()) offsets.push_back(text.size());
      return;
    }
    for_each_break(breaks.get(), text, [&](std::size_t at) { offsets.push_back(at); });
  };
}

BoundaryFinder word_finder() {
  const std::shared_ptr<UBreakIterator> breaks = open_break_iterator(UBRK_WORD);
  return [breaks](std::string_view text, std::vector<std::size_t>& offsets) {
    if (std::all_of(text.begin(), text.end(), is_inside_word)) return;
    // ICU reports the end of every word, every run of white space and every punctuation mark.
    std::size_t before = 0;
    bool word_before = false;
    bool after_blank = true;  // the segment that ends at `before` follows white space or starts the text
    for_each_break(breaks.get(), text, [&](std::size_t at) {
      const bool word = ubrk_getRuleStatus(breaks.get()) >= UBRK_WORD_NONE_LIMIT;
      if (before > 0) {
        const UChar32 last = character_before(text, before);
        const bool blank = u_isUWhiteSpace(last) != 0;
        const bool follows = word_before || (closes_or_joins(last) && !after_blank);
        if (blank ? u_isUWhiteSpace(character_at(text, before)) == 0 : word && follows) offsets.push_back(before);
        after_blank = blank;
      }
      before = at;
      word_before = word;
    });
  };
}

BoundaryFinder grapheme_finder() {
  const std::shared_ptr<UBreakIterator> breaks = open_break_iterator(UBRK_CHARACTER);
  return [breaks](std::string_view text, std::vector<std::size_t>& offsets) {
    if (!std::all_of(text.begin(), text.end(), is_ascii)) {
      for_each_break(breaks.get(), text, [&](std::size_t at) { offsets.push_back(at); });
      return;
    }
    // Of ASCII, only CR LF is more than one character long.
    for (std::size_t at = 1; at <= text.size(); ++at) {
      if (text.substr(at - 1, 2) != "\r\n") offsets.push_back(at);
    }
  };
}

}  // namespace tokmill::icu

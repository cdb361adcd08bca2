#include "tokmill/icu/boundaries.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "icu/ascii_breaks.hpp"
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

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Whether a sentence may end after one of these characters: only then is there a boundary that is not the end of the
// text.
bool may_end_sentence(std::string_view text) {
  while (!text.empty()) {
    const Utf8Unit unit = next_utf8_unit(text);
    switch (u_getIntPropertyValue(static_cast<UChar32>(unit.code_point), UCHAR_SENTENCE_BREAK)) {
      case U_SB_ATERM:
      case U_SB_STERM:
      case U_SB_SEP:
      case U_SB_CR:
      case U_SB_LF: return true;
      default: break;
    }
    text.remove_prefix(unit.size);
  }
  return false;
}

// Finds starts of words from segments in order: every word, every run of white space and every punctuation mark.
class WordStarts {
 public:
  WordStarts(std::string_view text, std::size_t limit, std::vector<std::size_t>& offsets)
      : text_(text), limit_(limit), offsets_(offsets) {}

  // Adds the segment that ends at `at`. Returns false once later starts exceed the limit.
  bool add(std::size_t at, bool is_word) {
    if (before_ > 0) {
      const UChar32 last = character_before(text_, before_);
      const bool blank = u_isUWhiteSpace(last) != 0;
      const bool follows = word_before_ || (closes_or_joins(last) && !after_blank_);
      if (blank ? u_isUWhiteSpace(character_at(text_, before_)) == 0 : is_word && follows) offsets_.push_back(before_);
      after_blank_ = blank;
    }
    before_ = at;
    word_before_ = is_word;
    return at <= limit_;
  }

 private:
  std::string_view text_;
  std::size_t limit_;
  std::vector<std::size_t>& offsets_;
  std::size_t before_ = 0;
  bool word_before_ = false;
  bool after_blank_ = true;  // the segment that ends at before_ follows white space or starts the text
};

}  // namespace

BoundaryFinder sentence_finder() {
  const std::shared_ptr<UBreakIterator> breaks = open_break_iterator(UBRK_SENTENCE);
  return [breaks](std::string_view text, std::size_t limit, std::vector<std::size_t>& offsets) {
    const auto add = [&offsets, limit](std::size_t at) {
      offsets.push_back(at);
      return at < limit;
    };
    if (!may_end_sentence(text.substr(0, limit))) {
      if (!text.empty() && text.size() <= limit) offsets.push_back(text.size());
    } else if (is_ascii(text)) {
      for_each_ascii_sentence(text, add);
    } else {
      for_each_break(breaks.get(), text, add);
    }
  };
}

BoundaryFinder word_finder() {
  const std::shared_ptr<UBreakIterator> breaks = open_break_iterator(UBRK_WORD);
  return [breaks](std::string_view text, std::size_t limit, std::vector<std::size_t>& offsets) {
    WordStarts starts(text, limit, offsets);
    if (is_ascii(text)) {
      for_each_ascii_word(text, [&starts](std::size_t at, bool is_word) { return starts.add(at, is_word); });
    } else {
      for_each_break(breaks.get(), text, [&](std::size_t at) {
        return starts.add(at, ubrk_getRuleStatus(breaks.get()) >= UBRK_WORD_NONE_LIMIT);
      });
    }
  };
}

BoundaryFinder grapheme_finder() {
  const std::shared_ptr<UBreakIterator> breaks = open_break_iterator(UBRK_CHARACTER);
  return [breaks](std::string_view text, std::size_t limit, std::vector<std::size_t>& offsets) {
    if (!is_ascii(text)) {
      for_each_break(breaks.get(), text, [&](std::size_t at) {
        offsets.push_back(at);
        return at < limit;
      });
      return;
    }
    // Of ASCII, only CR LF is more than one character long.
    for (std::size_t at = 1; at <= std::min(text.size(), limit); ++at) {
      if (text.substr(at - 1, 2) != "\r\n") offsets.push_back(at);
    }
  };
}

}  // namespace tokmill::icu

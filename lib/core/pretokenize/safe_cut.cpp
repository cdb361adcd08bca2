#include "core/pretokenize/safe_cut.hpp"

#include "core/unicode/char_class.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::pretokenize {

using unicode::CharClass;

namespace {

// Whether a pattern has a piece with this character after a letter, although it is of the class `other`: the apostrophe
// of contractions, and in deepseek-v3 the Katakana middle dot and double hyphen.
bool is_in_words(char32_t code_point) {
  return code_point == '\'' || (code_point >= 0x3040 && code_point <= 0x30FF);
}

}  // namespace

std::size_t safe_cut(std::string_view text, std::size_t from, std::size_t reach) noexcept {
  std::size_t at = from;
  while (at < text.size() && unicode::is_continuation(text[at])) ++at;
  const std::size_t last = reach < text.size() - at ? at + reach : text.size();
  constexpr unicode::CharClassSet words = unicode::letters | unicode::set_of(CharClass::number);
  constexpr unicode::CharClassSet not_white = words | unicode::set_of(CharClass::mark, CharClass::other);
  constexpr unicode::CharClassSet after_word = unicode::white_space | unicode::set_of(CharClass::other);
  unicode::CharClassSet may_follow = 0;  // before these classes, the text can be cut
  while (at < last) {
    const unicode::Decoded character = unicode::decode_well_formed(text.data() + at);
    const CharClass char_class = unicode::char_class(character.code_point);
    if (unicode::contains(may_follow, char_class) && !is_in_words(character.code_point)) return at;
    may_follow = unicode::contains(words, char_class)       ? after_word
                 : unicode::contains(not_white, char_class) ? unicode::set_of(CharClass::space)
                                                            : 0;
    at += character.size;
  }
  return text.size();
}

}  // namespace tokmill::pretokenize

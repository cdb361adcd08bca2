#include "core/pretokenize/safe_cut.hpp"

#include "core/unicode/char_class.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::pretokenize {

std::size_t safe_cut(std::string_view text, std::size_t from, std::size_t reach) noexcept {
  std::size_t at = from;
  while (at < text.size() && unicode::is_continuation(text[at])) ++at;
  const std::size_t last = reach < text.size() - at ? at + reach : text.size();
  constexpr unicode::CharClassSet before_cut = unicode::letters | unicode::set_of(unicode::CharClass::number);
  bool may_cut = false;
  while (at < last) {
    const unicode::Decoded character = unicode::decode_well_formed(text.data() + at);
    const unicode::CharClass char_class = unicode::char_class(character.code_point);
    if (may_cut && unicode::contains(unicode::white_space, char_class)) return at;
    may_cut = unicode::contains(before_cut, char_class);
    at += character.size;
  }
  return text.size();
}

}  // namespace tokmill::pretokenize

#include "split/safe_cut.hpp"

#include "text/char_class.hpp"
#include "text/utf8.hpp"

namespace tokmill::split {

std::size_t safe_cut(std::string_view text, std::size_t from, std::size_t reach) noexcept {
  std::size_t at = from;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  const std::size_t last = reach < text.size() - at ? at + reach : text.size();
  constexpr text::CharClassSet before_cut = text::letters | text::set_of(text::CharClass::number);
  bool may_cut = false;
  while (at < last) {
    const text::Decoded character = text::decode_well_formed(text.data() + at);
    const text::CharClass char_class = text::char_class(character.code_point);
    if (may_cut && text::contains(text::white_space, char_class)) return at;
    may_cut = text::contains(before_cut, char_class);
    at += character.size;
  }
  return text.size();
}

}  // namespace tokmill::split

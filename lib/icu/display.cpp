#include "tokmill/icu/display.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace tokmill::icu {
namespace {

// Vowels and finals of Hangul, which are drawn onto the initial before them. Unicode gives them a width of their own.
bool joins_hangul(UChar32 c) {
  const int type = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  return type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

std::size_t columns(UChar32 c) {
  if (c < 0) return 1;  // ill-formed: U+FFFD
  const auto mask = U_MASK(u_charType(c));
  if ((mask & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0 || joins_hangul(c)) return 0;
  // A soft hyphen is ignorable to Unicode and a hyphen to a terminal.
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && c != 0xAD) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

bool is_visible(char32_t character) {
  const auto c = static_cast<UChar32>(character);
  return (U_MASK(u_charType(c)) & (U_GC_C_MASK | U_GC_Z_MASK)) == 0 &&
         !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      ++width;
      ++at;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(text.data(), at, text.size(), c);
    width += columns(c);
  }
  return width;
}

}  // namespace tokmill::icu

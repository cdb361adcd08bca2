#include "tokmill/icu/display.hpp"

#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <new>

namespace tokmill::icu {
namespace {

// Vowels and finals of Hangul, which are drawn onto the initial before them. Unicode gives them a width of
// their own.
bool joins_hangul(UChar32 c) {
  const int type = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  return type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

std::size_t columns(UChar32 c) {
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
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text.begin(), text.end(), is_ascii)) return text.size();
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, decltype(&utext_close)> characters(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status), utext_close);
  if (U_FAILURE(status)) throw std::bad_alloc();  // nothing else can be wrong with a view
  std::size_t width = 0;
  for (UChar32 c = utext_next32(characters.get()); c != U_SENTINEL; c = utext_next32(characters.get())) {
    width += columns(c);
  }
  return width;
}

}  // namespace tokmill::icu

#include "tokmill/icu/display.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {
namespace {

// Hangul vowels and finals, which are drawn as part of the preceding initial although their East_Asian_Width is not 0.
bool joins_hangul(UChar32 c) {
  const int type = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  return type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

std::size_t columns(UChar32 c) {
  const auto mask = U_MASK(u_charType(c));
  if ((mask & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0 || joins_hangul(c)) return 0;
  // A soft hyphen is ignorable in Unicode, but terminals draw a hyphen.
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

bool joins_neighbors(char32_t character) {
  const int type = u_getIntPropertyValue(static_cast<UChar32>(character), UCHAR_JOINING_TYPE);
  return type != U_JT_NON_JOINING && type != U_JT_TRANSPARENT;
}

bool join(std::string_view before, std::string_view after) {
  const auto joining_type = [](char32_t c) {
    return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_JOINING_TYPE);
  };
  int last = U_JT_NON_JOINING;
  while (!before.empty()) {
    const Utf8Unit unit = next_utf8_unit(before);
    const int type = joining_type(unit.code_point);
    if (type != U_JT_TRANSPARENT) last = type;
    before.remove_prefix(unit.size);
  }
  int first = U_JT_TRANSPARENT;
  while (!after.empty() && first == U_JT_TRANSPARENT) {
    const Utf8Unit unit = next_utf8_unit(after);
    first = joining_type(unit.code_point);
    after.remove_prefix(unit.size);
  }
  const bool joins_next = last == U_JT_DUAL_JOINING || last == U_JT_LEFT_JOINING || last == U_JT_JOIN_CAUSING;
  return joins_next && (first == U_JT_DUAL_JOINING || first == U_JT_RIGHT_JOINING || first == U_JT_JOIN_CAUSING);
}

std::size_t display_width(std::string_view text) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text.begin(), text.end(), is_ascii)) return text.size();
  std::size_t width = 0;
  while (!text.empty()) {
    const Utf8Unit unit = next_utf8_unit(text);
    width += columns(static_cast<UChar32>(unit.code_point));
    text.remove_prefix(unit.size);
  }
  return width;
}

}  // namespace tokmill::icu

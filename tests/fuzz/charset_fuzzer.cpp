// Converts arbitrary bytes. The first input byte selects the charset; from 250 on, the others are the name of one.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "tokmill/icu/charset.hpp"

using tokmill::fuzz::require;
namespace icu = tokmill::icu;

namespace {

// UTF-16 in little-endian order of a text in UTF-8.
std::string utf16_of(std::string_view text) {
  std::string units;
  const auto append = [&units](std::uint32_t unit) {
    units += static_cast<char>(unit & 0xFFU);
    units += static_cast<char>(unit >> 8U);
  };
  while (!text.empty()) {
    const tokmill::Utf8Unit unit = tokmill::next_utf8_unit(text);
    text.remove_prefix(unit.size);
    std::uint32_t character = unit.code_point;
    if (character >= 0x10000) {
      character -= 0x10000;
      append(0xD800 + (character >> 10U));
      character = 0xDC00 + (character & 0x3FFU);
    }
    append(character);
  }
  return units;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array charsets = {"UTF-8",     "UTF-16",  "UTF-16BE",    "UTF-32", "ISO-8859-1",  "windows-1252",
                                   "Shift_JIS", "EUC-JP",  "GB18030",     "Big5",   "ISO-2022-JP", "EUC-KR",
                                   "KOI8-R",    "UTF-7",   "HZ",          "SCSU",   "BOCU-1",      "ISO-2022-KR",
                                   "CESU-8",    "UTF-16LE"};
  if (size == 0) return 0;
  std::string_view bytes = tokmill::fuzz::as_text(data, size);
  const auto choice = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  if (choice >= 250) {
    const auto found = icu::find_charset(bytes);
    if (found) require(icu::convert("", *found).has_value(), "a charset that is found can be converted");
    return 0;
  }
  const std::string charset = charsets[choice % charsets.size()];

  const auto converted = icu::convert(bytes, charset);
  require(converted.has_value(), "the charset is known");
  require(!tokmill::find_ill_formed(converted->text), "the result is UTF-8");
  require(!converted->first_ill_formed || *converted->first_ill_formed < bytes.size(),
          "the first ill-formed part is in the text");
  if (charset == "UTF-8") require(converted->text == tokmill::replace_ill_formed(bytes), "UTF-8 is only repaired");
  if (charset == "ISO-8859-1") {
    require(tokmill::count_characters(converted->text) == bytes.size(), "each byte is a character");
  }

  const std::string text = tokmill::replace_ill_formed(bytes);
  const auto back = icu::convert("\xFF\xFE" + utf16_of(text), "UTF-16");
  require(back->text == text && !back->first_ill_formed, "UTF-16 is converted back");

  const auto guess = icu::guess_charset(bytes);
  if (guess) require(icu::convert(bytes, guess->charset).has_value(), "a text has a charset that can be converted");
  return 0;
}

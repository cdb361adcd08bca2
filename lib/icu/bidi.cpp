#include "tokmill/icu/bidi.hpp"

#include <unicode/ubidi.h>
#include <unicode/utf16.h>

#include <memory>

#include "icu/status.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

LineDirection line_direction(std::string_view line) {
  std::vector<UChar> units;
  std::vector<std::size_t> unit_of;  // the first unit of the character of each byte
  for (std::string_view rest = line; !rest.empty();) {
    const Utf8Unit character = next_utf8_unit(rest);
    unit_of.insert(unit_of.end(), character.size, units.size());
    const auto code_point = static_cast<UChar32>(character.code_point);
    if (U_IS_BMP(code_point)) {
      units.push_back(static_cast<UChar>(code_point));
    } else {
      units.push_back(static_cast<UChar>(U16_LEAD(code_point)));
      units.push_back(static_cast<UChar>(U16_TRAIL(code_point)));
    }
    rest.remove_prefix(character.size);
  }
  LineDirection direction;
  if (units.empty()) return direction;
  const std::unique_ptr<UBiDi, decltype(&ubidi_close)> bidi(ubidi_open(), ubidi_close);
  UErrorCode status = bidi ? U_ZERO_ERROR : U_MEMORY_ALLOCATION_ERROR;
  ubidi_setPara(bidi.get(), units.data(), static_cast<std::int32_t>(units.size()), UBIDI_DEFAULT_LTR, nullptr, &status);
  const UBiDiLevel* const levels = ubidi_getLevels(bidi.get(), &status);
  check(status);
  direction.is_right_to_left = ubidi_getParaLevel(bidi.get()) % 2 == 1;
  for (const std::size_t unit : unit_of) direction.levels.push_back(levels[unit]);
  return direction;
}

std::vector<std::size_t> visual_order(const std::vector<std::uint8_t>& levels) {
  std::vector<std::int32_t> order(levels.size());
  ubidi_reorderVisual(levels.data(), static_cast<std::int32_t>(levels.size()), order.data());
  return {order.begin(), order.end()};
}

}  // namespace tokmill::icu

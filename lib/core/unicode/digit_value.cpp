#include "tokmill/digit_value.hpp"

#include <algorithm>
#include <iterator>

#include "core/unicode/properties.hpp"

namespace tokmill::inline TOKMILL_ABI {

std::optional<unsigned> digit_value(char32_t character) {
  if (character < 0x80) {
    return character >= '0' && character <= '9' ? std::optional<unsigned>(character - '0') : std::nullopt;
  }
  static const unicode::CodePointSet digits = unicode::code_points_of(*unicode::categories_named("Nd"));
  const auto after = std::upper_bound(
      digits.ranges().begin(), digits.ranges().end(), character,
      [](char32_t c, const unicode::CodePointRange& range) { return c < range.first; });
  const unicode::CodePointRange& range = *std::prev(after);  // the first range is that of ASCII
  if (character > range.last) return std::nullopt;
  return (character - range.first) % 10;  // a range has whole sets of digits, from 0 to 9
}

}  // namespace tokmill

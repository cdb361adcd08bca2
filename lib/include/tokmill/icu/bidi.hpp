#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// How a line of text is drawn (Unicode Standard Annex 9).
struct LineDirection {
  bool is_right_to_left = false;     ///< The direction of the line, which is that of its first letter.
  std::vector<std::uint8_t> levels;  ///< The embedding level of each byte; odd from right to left.
};

/// The direction of `line`, which should be without line feeds and must have less than 512 MiB. Each ill-formed byte
/// sequence counts as one U+FFFD.
[[nodiscard]] TOKMILL_EXPORT LineDirection line_direction(std::string_view line);

/// The order from left to right in which parts of a line are drawn: their indexes. `levels`: the embedding level of
/// each, in the order in which they are read.
[[nodiscard]] TOKMILL_EXPORT std::vector<std::size_t> visual_order(const std::vector<std::uint8_t>& levels);

}  // namespace tokmill::icu

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tokmill::cli::output {

/// Resets colors and weight.
inline constexpr std::string_view plain = "\x1B[0m";

/// For secondary text.
inline constexpr std::string_view quiet = "\x1B[2m";

/// Sets the colors of the token with this index, which alternate: black (16) on light blue (75) and on light orange
/// (223), of the 256 colors. Both foreground and background are set, for dark and light terminals. People with any
/// color deficiency can distinguish blue and orange, and people who see no colors can too, because the lightness
/// differs (#5fafff and #ffd7af, 1.7 to 1). The contrast of the text is at least 9 to 1.
[[nodiscard]] inline std::string_view token_color(std::size_t index) noexcept {
  constexpr std::array<std::string_view, 2> colors = {"\x1B[38;5;16;48;5;75m", "\x1B[38;5;16;48;5;223m"};
  return colors[index % colors.size()];
}

}  // namespace tokmill::cli::output

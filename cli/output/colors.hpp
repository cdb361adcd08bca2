#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tokmill::cli::output {

/// Ends all colours and weights.
inline constexpr std::string_view plain = "\x1B[0m";

/// For what is said beside the result.
inline constexpr std::string_view quiet = "\x1B[2m";

/// Sets the colours of the token with this index: two backgrounds in turn. Black (16) on light blue (75) and
/// on light orange (223), of the 256 colours. Letters and ground are both set, so that it does not matter
/// whether the terminal is dark or light. Blue and orange are told apart by those who see no red, no green or
/// no blue; and since they differ in lightness as well (#5fafff and #ffd7af, 1.7 to 1), by those who see no
/// colours. The letters have a contrast of at least 9 to 1.
[[nodiscard]] inline std::string_view token_color(std::size_t index) noexcept {
  constexpr std::array<std::string_view, 2> colors = {"\x1B[38;5;16;48;5;75m", "\x1B[38;5;16;48;5;223m"};
  return colors[index % colors.size()];
}

}  // namespace tokmill::cli::output

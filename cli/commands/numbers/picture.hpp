#pragma once

#include <cstddef>
#include <string>

#include "commands/numbers/request.hpp"

namespace tokmill::cli::numbers {

/// The most numbers that a picture shows, and their longest.
inline constexpr std::size_t max_drawn = 50;
inline constexpr std::size_t max_characters_drawn = 30;

/// A picture (SVG): each number in columns, its thousands above its tokens in each encoding; with `add`, the sum of the
/// numbers instead. There must be at least one number, and no more and no longer ones than above.
[[nodiscard]] std::string picture(const NumbersRequest& request);

}  // namespace tokmill::cli::numbers

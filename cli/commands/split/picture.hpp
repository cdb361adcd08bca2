#pragma once

#include <cstddef>
#include <string>

#include "commands/split/part.hpp"

namespace tokmill::cli::split {

/// The most parts that a picture shows.
inline constexpr std::size_t max_drawn = 1000;

/// The first parts as a picture (SVG): colored boxes with visible white space, ids below them, and a character that is
/// divided among parts above them. Precondition: texts::mark_graphemes().
[[nodiscard]] std::string picture(const View& view);

}  // namespace tokmill::cli::split

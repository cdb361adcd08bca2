#pragma once

#include <cstddef>
#include <string>

#include "commands/split/part.hpp"

namespace tokmill::cli::split {

/// The parts in two alternating background colors with visible white space, `‿` before each part that begins inside a
/// grapheme, and a summary line.
[[nodiscard]] std::string colored(const View& view);

/// The parts in cells with the id of each part below it, in lines of at most `width` columns unless one cell is wider,
/// with a blank line between them. A newline in the text starts a new line. With `color`, cells have backgrounds and a
/// summary line follows; without, `|` separates them.
[[nodiscard]] std::string with_ids(const View& view, std::size_t width, bool color);

}  // namespace tokmill::cli::split

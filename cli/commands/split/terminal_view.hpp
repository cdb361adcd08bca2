#pragma once

#include <string>

#include "commands/split/part.hpp"

namespace tokmill::cli::split {

/// For a person at a terminal: the parts on two background colours in turn, white space visible, `‿` before a
/// part that begins within what is seen as one character, and a line that says how many there are.
[[nodiscard]] std::string colored(const View& view);

/// The parts in cells, with the id of each beneath it, in lines of at most `width` columns where a cell
/// allows it, and a blank line between them. A new line begins behind each end of a line. In colour the cells
/// have backgrounds; else there is `|` between them.
[[nodiscard]] std::string with_ids(const View& view, std::size_t width, bool color);

}  // namespace tokmill::cli::split

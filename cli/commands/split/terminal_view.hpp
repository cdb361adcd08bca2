#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

#include "commands/split/part.hpp"

namespace tokmill::cli::split {

/// How to draw the parts. Without colors, a separator is between them.
struct Style {
  bool color = false;
  std::string_view separator = "|";
  std::size_t width = std::numeric_limits<std::size_t>::max();  ///< The longest line, in columns.
};

/// The parts with visible white space and `‿` before each that begins inside a grapheme. A character that is
/// divided among parts precedes its bytes: `é=\xC3‿\xA9`. Lines are broken between parts, or inside a part
/// that is too long for one line.
[[nodiscard]] std::string text_view(const View& view, const Style& style);

/// The same in cells with the id of each part below it, with a blank line between the lines. A newline in the
/// text starts a new line. A part that is too long for a line ends with `…`.
[[nodiscard]] std::string with_ids(const View& view, const Style& style);

/// One line that counts the parts, bytes and graphemes.
[[nodiscard]] std::string summary(const View& view);

}  // namespace tokmill::cli::split

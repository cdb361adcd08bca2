#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokmill::cli::output {

/// Breaks `text` at spaces into lines of at most `width` columns (see icu::display_width), each indented by `indent`
/// spaces, those after the first by `hang` more, and ended by a newline. A word wider than a line gets its own line.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t indent, std::size_t width, std::size_t hang = 0);

/// The items with `separator` between them, broken after a separator where a line of `width` columns is full.
/// The first item starts in `column` (from 0), and so do the lines after the first, which are indented.
[[nodiscard]] std::string wrap_list(const std::vector<std::string>& items, std::string_view separator,
                                    std::size_t column, std::size_t width);

/// A line for standard output: broken as by wrap() if that is a terminal, otherwise as it is. Ends with a newline.
[[nodiscard]] std::string output_line(std::string_view text, std::size_t hang = 0);

/// A line beside a table: after `bullet` in Markdown, which is never broken, or as above if there is no bullet.
[[nodiscard]] std::string output_line(std::string_view bullet, std::string_view text, std::size_t hang);

}  // namespace tokmill::cli::output

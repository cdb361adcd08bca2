#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tokmill::cli::output {

/// Breaks `text` at spaces into lines of at most `width` columns (see icu::display_width), each indented by `indent`
/// spaces and ended by a newline. A word wider than a line gets its own line.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace tokmill::cli::output

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tokmill::cli::output {

/// The first characters of `text`, as many as fit in `width` columns (icu::display_width()); at least one.
/// Linear.
[[nodiscard]] std::string_view fitting(std::string_view text, std::size_t width);

/// The text; if it is wider than `width` columns, only its start, followed by `…`.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);

}  // namespace tokmill::cli::output

#pragma once

#include <string>

#include "texts/result.hpp"

namespace tokmill::cli::count {

/// The lines for people: tokens, place, share of the total and the text, which is shortened to the width of the terminal.
/// The total is below them.
[[nodiscard]] std::string line_view(const texts::CountedTexts& counted, bool has_paths);

}  // namespace tokmill::cli::count

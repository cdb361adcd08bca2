#pragma once

#include <string>

#include "commands/languages/measure.hpp"

namespace tokmill::cli::languages {

/// A self-contained page: for each tokenizer a chart of the premiums, all on one scale, and a table of the figures.
/// A bar and a row carry the language and the unrounded premium as `data-language` and `data-premium`.
[[nodiscard]] std::string page(const Survey& survey);

}  // namespace tokmill::cli::languages

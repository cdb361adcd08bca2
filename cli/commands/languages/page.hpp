#pragma once

#include <string>

#include "tokmill/analysis/language_survey.hpp"

namespace tokmill::cli::languages {

/// A self-contained page: for each tokenizer a chart of the premiums, all on the same scale, and a table of the
/// figures. Bars and table rows carry the language and the unrounded premium as `data-language` and `data-premium`.
[[nodiscard]] std::string page(const analysis::LanguageSurvey& survey);

}  // namespace tokmill::cli::languages

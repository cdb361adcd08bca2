#pragma once

#include <string>
#include <vector>

#include "tokmill/analysis/corpus.hpp"
#include "tokmill/analysis/language_survey.hpp"

namespace tokmill::cli::languages {

/// A page with one chart of the premiums, which has a bar for each tokenizer, tables of the figures, and the texts of the
/// corpus.
[[nodiscard]] std::string page(const analysis::LanguageSurvey& survey,
                               const std::vector<analysis::LanguageTexts>& corpus);

}  // namespace tokmill::cli::languages

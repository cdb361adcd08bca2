#pragma once

#include <string>
#include <vector>

#include "tokmill/analysis/corpus.hpp"
#include "tokmill/analysis/language_survey.hpp"

namespace tokmill::cli::languages {

/// A page with one chart of the premiums, which has a bar for each tokenizer, tables of the figures, and the texts of the
/// corpus. If the survey is not `is_sorted`, the languages are sorted by the premium under the first tokenizer.
[[nodiscard]] std::string page(analysis::LanguageSurvey survey, const std::vector<analysis::LanguageTexts>& corpus,
                               bool is_sorted);

}  // namespace tokmill::cli::languages

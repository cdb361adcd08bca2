#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tokmill/analysis/corpus.hpp"
#include "tokmill/analysis/language_survey.hpp"

namespace tokmill::cli::languages {

/// `[{"language","name","script","encoding","model","exact","tokens","bytes","characters","graphemes","premium",…}…]`
[[nodiscard]] std::string json(const analysis::LanguageSurvey& survey);

/// `[{"encoding","model","languages","scripts","mean","median","above_2","above_4","above_8","gini"}…]`
[[nodiscard]] std::string summary_json(const analysis::LanguageSurvey& survey);

/// `[{"language","texts"}…]`
[[nodiscard]] std::string texts_json(const std::vector<analysis::LanguageTexts>& corpus);

/// The fields of the JSON document, unrounded.
[[nodiscard]] std::string csv(const analysis::LanguageSurvey& survey);

/// For each tokenizer a table of the languages with bars, and the summary, followed by notes. If the survey is not
/// `is_sorted`, each table is sorted by its own premium. Less important columns are left out if they do not fit in `width`
/// columns.
[[nodiscard]] std::string text(const analysis::LanguageSurvey& survey, bool is_sorted, std::size_t width);

/// One table for several tokenizers, in the order of the survey: for each language a row with a bar for each of them. The
/// rest is as in text().
[[nodiscard]] std::string paired_text(const analysis::LanguageSurvey& survey, std::size_t width);

/// The same as text() in Markdown, with all columns and no bars.
[[nodiscard]] std::string markdown(const analysis::LanguageSurvey& survey, bool is_sorted);

/// Only the summaries and notes, for text and Markdown.
[[nodiscard]] std::string summary_text(const analysis::LanguageSurvey& survey, bool is_markdown);

}  // namespace tokmill::cli::languages

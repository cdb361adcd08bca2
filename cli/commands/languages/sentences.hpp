#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tokmill/analysis/language_survey.hpp"

namespace tokmill::cli::languages {

/// The summary of one tokenizer in a sentence, without a full stop.
[[nodiscard]] std::string summary_line(const analysis::LanguageSurvey& survey,
                                       const analysis::SurveyTokenizer& tokenizer);

/// Notes on the costs and counts for people.
[[nodiscard]] std::vector<std::string> notes(const analysis::LanguageSurvey& survey);

/// The name of the base language, or its tag if the name is not known.
[[nodiscard]] std::string base_name(const analysis::LanguageSurvey& survey);

/// The name of a language, or its tag if the name is not known.
[[nodiscard]] std::string shown_name(const analysis::Language& language);

/// The premium and the price of a row, such as `1.16×, $ 1.66`.
[[nodiscard]] std::string figures_of(const analysis::LanguageRow& row);

/// The highest premium, at least 1.
[[nodiscard]] double max_premium(const analysis::LanguageSurvey& survey);

/// `Premium over English of 51 languages`, and the price if there are models.
[[nodiscard]] std::string chart_title(const analysis::LanguageSurvey& survey);

/// Whether models were chosen, not encodings, so that there are costs.
[[nodiscard]] bool has_models(const analysis::LanguageSurvey& survey);

/// The cost of a row in dollars, exact; nullopt if it is unknown.
[[nodiscard]] std::optional<std::string> exact_cost(const analysis::LanguageRow& row);

/// The cost of a row for people: rounded dollars, `unknown`, or empty if an encoding was chosen.
[[nodiscard]] std::string rounded_cost(const analysis::LanguageRow& row);

}  // namespace tokmill::cli::languages

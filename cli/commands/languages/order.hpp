#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tokmill/analysis/language_survey.hpp"

namespace tokmill::cli::languages {

/// The order of the languages.
enum class Order {
  premium,  ///< The lowest premium under the first tokenizer first.
  name,     ///< By their English names.
  tag,
};

/// `premium`, `name` or `tag`.
[[nodiscard]] std::optional<Order> parse_order(std::string_view text);

/// Sorts the languages of a survey. The rows of a language stay together; equal languages keep their order.
void sort_rows(analysis::LanguageSurvey& survey, Order order);

/// The rows of one tokenizer, in the order of the survey.
[[nodiscard]] std::vector<const analysis::LanguageRow*> rows_of(const analysis::LanguageSurvey& survey,
                                                                const analysis::SurveyTokenizer& tokenizer);

/// The same, fewest tokens first.
[[nodiscard]] std::vector<const analysis::LanguageRow*> by_premium(const analysis::LanguageSurvey& survey,
                                                                   const analysis::SurveyTokenizer& tokenizer);

}  // namespace tokmill::cli::languages

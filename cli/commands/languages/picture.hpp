#pragma once

#include <cstddef>
#include <string>

#include "tokmill/analysis/language_survey.hpp"

namespace tokmill::cli::languages {

/// The most languages that a picture shows.
inline constexpr std::size_t max_drawn = 300;

/// A chart (SVG) of the premiums of the first languages, in the order of the survey: for each language a bar for each
/// tokenizer.
[[nodiscard]] std::string picture(const analysis::LanguageSurvey& survey);

}  // namespace tokmill::cli::languages

#include "commands/languages/sentences.hpp"

#include <algorithm>

#include "options/encoding_source.hpp"
#include "options/model_tokenizer.hpp"
#include "options/proxy_warning.hpp"
#include "output/format.hpp"
#include "output/visible.hpp"
#include "tokmill/pricing/optional_text.hpp"

namespace tokmill::cli::languages {

using analysis::LanguageRow;
using analysis::LanguageSurvey;
using analysis::SurveyTokenizer;

std::string summary_line(const LanguageSurvey& survey, const SurveyTokenizer& tokenizer) {
  const analysis::LanguageSummary summary = analysis::summarize(survey, tokenizer);
  return output::format(
      "{}: {} {}, {} {}; premium over {}: mean {:.2f}, median {:.2f}, above 2 in {:.0f}%, above 4 in {:.0f}%, above 8 "
      "in {:.0f}%; Gini {:.2f}",
      encoding_label(tokenizer.name()), summary.languages,
      summary.languages == 1 ? "language" : "languages", summary.scripts, summary.scripts == 1 ? "script" : "scripts",
      base_name(survey), summary.mean, summary.median, 100 * summary.above_2, 100 * summary.above_4,
      100 * summary.above_8, summary.gini);
}

std::vector<std::string> notes(const LanguageSurvey& survey) {
  std::vector<std::string> notes;
  for (const SurveyTokenizer& tokenizer : survey.tokenizers) {
    if (!tokenizer.exact) {
      const std::string hint = tokenizer.prices ? exactness_hint(tokenizer.prices->id) : "";
      notes.push_back(output::format("≈ {}: {}", tokenizer.model,
                                     proxy_message(tokenizer.encoding->name(), tokenizer.note, hint)));
    }
  }
  if (has_models(survey)) {
    notes.push_back(output::format("$ 1000 pages: 1000 calls, each with a page of {} words (in {}) as input",
                                   analysis::words_per_page, base_name(survey)));
    const bool some_unknown = std::any_of(survey.rows.begin(), survey.rows.end(),
                                          [](const LanguageRow& row) { return !exact_cost(row); });
    if (some_unknown) notes.emplace_back("unknown: the model has no known price on this day");
  }
  return notes;
}

std::string base_name(const LanguageSurvey& survey) {
  const auto base = std::ranges::find(survey.languages, survey.base, &analysis::Language::tag);
  return base == survey.languages.end() ? output::visible(survey.base) : shown_name(*base);
}

std::string shown_name(const analysis::Language& language) {
  return language.name.empty() ? output::visible(language.tag) : language.name;
}

std::string figures_of(const LanguageRow& row) {
  const std::string premium = row.premium ? output::format("{:.2f}×", *row.premium) : "";
  const std::string cost = rounded_cost(row);
  return cost.empty() ? premium : premium + ", $ " + cost;
}

double max_premium(const LanguageSurvey& survey) {
  double most = 1;
  for (const LanguageRow& row : survey.rows) most = std::max(most, row.premium.value_or(0));
  return most;
}

std::string chart_title(const LanguageSurvey& survey) {
  const std::size_t languages = survey.rows.size() / survey.tokenizers.size();
  return output::format("Premium over {} of {} {}{}", base_name(survey), languages,
                        languages == 1 ? "language" : "languages",
                        has_models(survey) ? ", and the price of 1000 pages" : "");
}

bool has_models(const LanguageSurvey& survey) { return !survey.tokenizers.front().model.empty(); }

std::optional<std::string> exact_cost(const LanguageRow& row) {
  return row.cost ? pricing::amount_text(row.cost->total) : std::nullopt;
}

std::string rounded_cost(const LanguageRow& row) {
  if (row.tokenizer->model.empty()) return "";
  if (!row.cost || !row.cost->total) return "unknown";
  return (row.tokenizer->exact ? "" : "≈ ") + rounded_decimal(*row.cost->total, 2);
}

}  // namespace tokmill::cli::languages

#include "commands/languages/picture.hpp"

#include <algorithm>
#include <vector>

#include "commands/languages/sentences.hpp"
#include "options/encoding_source.hpp"
#include "output/bar_chart.hpp"
#include "output/format.hpp"
#include "output/shorten.hpp"
#include "output/svg.hpp"

namespace tokmill::cli::languages {
namespace {

using analysis::LanguageRow;
using analysis::LanguageSurvey;
using output::Svg;

constexpr double title_height = 28;
constexpr double title_baseline = 16;
constexpr double space_above = 14;  // of the bars and the notes

std::vector<output::ChartGroup> groups_of(const LanguageSurvey& survey) {
  const std::size_t tokenizers = survey.tokenizers.size();
  const std::size_t rows = std::min(survey.rows.size(), max_drawn * tokenizers);
  std::vector<output::ChartGroup> groups;
  for (std::size_t i = 0; i < rows; ++i) {
    const LanguageRow& row = survey.rows[i];
    if (i % tokenizers == 0) groups.push_back({shown_name(*row.language), {}});
    groups.back().bars.push_back({row.premium.value_or(0), figures_of(row), i % tokenizers});
  }
  return groups;
}

std::string description_of(const LanguageSurvey& survey) {
  std::string text = "A bar chart. ";
  for (const analysis::SurveyTokenizer& tokenizer : survey.tokenizers) text += summary_line(survey, tokenizer) + ". ";
  text.pop_back();
  return text;
}

}  // namespace

std::string picture(const LanguageSurvey& survey) {
  Svg svg;
  const std::string title = chart_title(survey);
  std::vector<std::string> names;
  for (const analysis::SurveyTokenizer& tokenizer : survey.tokenizers) names.push_back(encoding_label(tokenizer.name()));
  svg.text(output::shortened(title, Svg::columns(Svg::max_width)), {0, title_baseline, "bold"});
  double y = title_height;
  y += output::draw_legend(svg, names, y) + space_above;
  y += output::draw_bars(svg, groups_of(survey), y);
  std::vector<std::string> lines = notes(survey);
  if (survey.rows.size() > max_drawn * survey.tokenizers.size()) {
    lines.insert(lines.begin(), output::format("only the first {} languages", max_drawn));
  }
  if (!lines.empty()) y += space_above;
  for (const std::string& line : lines) y += svg.paragraph(line, 0, y, Svg::max_width);
  return svg.document(title, description_of(survey), y);
}

}  // namespace tokmill::cli::languages

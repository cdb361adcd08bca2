#include "commands/languages/page.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "commands/languages/sentences.hpp"
#include "embedded/commands/languages/page.css.hpp"
#include "options/encoding_source.hpp"
#include "output/format.hpp"
#include "output/html.hpp"
#include "output/visible.hpp"

namespace tokmill::cli::languages {
namespace {

using analysis::Language;
using analysis::LanguageRow;
using analysis::LanguageSurvey;
using analysis::SurveyTokenizer;

// In user units of the SVG, which the browser scales to the page.
constexpr double chart_width = 960;
constexpr double bars_start = 210;  // right of the names
constexpr double bars_width = 660;  // left of the figures
constexpr double row_height = 22;
constexpr double bar_height = 14;
constexpr double axis_height = 24;

double max_premium(const LanguageSurvey& survey) {
  double most = 1;
  for (const LanguageRow& row : survey.rows) most = std::max(most, row.premium.value_or(0));
  return most;
}

std::string display_name(const Language& language) {
  return output::html_text(language.name.empty() ? output::visible(language.tag) : language.name);
}

std::string attributes(const LanguageRow& row) {
  return output::format(R"(data-language="{}" data-premium="{}")", output::html_text(row.language->tag),
                        row.premium ? output::format("{}", *row.premium) : "");
}

// Vertical lines at integral premiums, at most eight.
void append_axis(std::string& html, double most, double height) {
  const double step = std::max(1.0, std::ceil(most / 8));
  for (double premium = step; premium <= most; premium += step) {
    const double x = bars_start + bars_width * premium / most;
    output::append_format(html,
                          "<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2}\"/><text class=\"axis\" "
                          "x=\"{0:.1f}\" y=\"{3}\">{4:.0f}×</text>\n",
                          x, axis_height, height, axis_height - 8, premium);
  }
}

void append_bar(std::string& html, const LanguageSurvey& survey, const LanguageRow& row, double most, double y) {
  const double width = bars_width * row.premium.value_or(0) / most;
  const std::string name = display_name(*row.language);
  const std::string premium = row.premium ? output::format("{:.2f}×", *row.premium) : "";
  const std::string of_base = row.premium ? output::format(", {} {}", premium, output::html_text(survey.base)) : "";
  output::append_format(html,
                        "<g><title>{}: {} tokens{}</title><text class=\"name\" x=\"{}\" y=\"{}\">{}</text>", name,
                        row.tokens, of_base, bars_start - 8, y + 15, name);
  output::append_format(html,
                        "<rect {} x=\"{}\" y=\"{}\" width=\"{:.2f}\" height=\"{}\"/><text x=\"{:.1f}\" "
                        "y=\"{}\">{}</text></g>\n",
                        attributes(row), bars_start, y + (row_height - bar_height) / 2, width, bar_height,
                        bars_start + width + 6, y + 15, premium);
}

void append_chart(std::string& html, const LanguageSurvey& survey, const SurveyTokenizer& tokenizer, double most) {
  const std::vector<const LanguageRow*> rows = by_premium(survey, tokenizer);
  const double height = axis_height + row_height * static_cast<double>(rows.size());
  output::append_format(html,
                        "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Premium over {} of {} languages in {}; "
                        "see the table below for the figures\">\n",
                        chart_width, height, output::html_text(survey.base), rows.size(),
                        output::html_text(encoding_label(tokenizer.name())));
  append_axis(html, most, height);
  double y = axis_height;
  for (const LanguageRow* const row : rows) {
    append_bar(html, survey, *row, most, y);
    y += row_height;
  }
  html += "</svg>\n";
}

void append_table(std::string& html, const LanguageSurvey& survey, const SurveyTokenizer& tokenizer) {
  const bool priced = !tokenizer.model.empty();
  html += "<details><summary>Show the figures as a table</summary>\n<table><thead><tr><th scope=\"col\">Language</th>"
          "<th scope=\"col\">Tag</th><th scope=\"col\">Script</th>";
  for (const char* name : {"Tokens", "Premium", "Tokens per character", "Tokens per grapheme", "Bytes per token"}) {
    html += output::format("<th scope=\"col\" class=\"number\">{}</th>", name);
  }
  if (priced) html += "<th scope=\"col\" class=\"number\">$ per 1000 pages</th>";
  html += "</tr></thead>\n<tbody>\n";
  const auto number = [](std::optional<double> value) { return value ? output::format("{:.2f}", *value) : ""; };
  for (const LanguageRow* const row : by_premium(survey, tokenizer)) {
    output::append_format(html, "<tr {}><th scope=\"row\">{}</th><td>{}</td><td>{}</td>", attributes(*row),
                          display_name(*row->language), output::html_text(row->language->tag),
                          output::html_text(row->language->script));
    for (const std::string& field :
         {std::to_string(row->tokens), number(row->premium), number(row->tokens_per_character),
          number(row->tokens_per_grapheme), number(row->bytes_per_token)}) {
      html += "<td class=\"number\">" + field + "</td>";
    }
    if (priced) html += "<td class=\"number\">" + output::html_text(rounded_cost(*row)) + "</td>";
    html += "</tr>\n";
  }
  html += "</tbody></table></details>\n";
}

}  // namespace

std::string page(const LanguageSurvey& survey) {
  std::string body = output::format(
      "<p>Token counts of the same text in {} languages. The premium of a language is its token count divided by that "
      "of <code>{}</code>: how much more a text costs, how much longer it takes, and how much more of the context "
      "window it fills.</p>\n",
      survey.languages.size(), output::html_text(survey.base));
  const double most = max_premium(survey);
  for (const SurveyTokenizer& tokenizer : survey.tokenizers) {
    body += "<section><h2>" + output::html_text(encoding_label(tokenizer.name())) + "</h2>\n<p>" +
            output::html_text(summary_line(survey, tokenizer)) + ".</p>\n";
    append_chart(body, survey, tokenizer, most);
    append_table(body, survey, tokenizer);
    body += "</section>\n";
  }
  const std::vector<std::string> lines = notes(survey);
  if (!lines.empty()) body += "<ul class=\"quiet\">\n";
  for (const std::string& line : lines) body += "<li>" + output::html_text(line) + "</li>\n";
  if (!lines.empty()) body += "</ul>\n";
  body += "<p class=\"quiet\">Counted by tokmill. A grapheme is a character as people see it. For the premium and its "
          "measures, see Petrov et al., Language Model Tokenizers Introduce Unfairness Between Languages (2023).</p>\n";
  return output::html_page({"Languages in tokens", embedded::commands_languages_page_css, std::move(body), {}});
}

}  // namespace tokmill::cli::languages

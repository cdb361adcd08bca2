#include "commands/languages/page.hpp"

#include "output/format.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "commands/languages/output.hpp"
#include "embedded/commands/languages/page.css.hpp"
#include "output/html.hpp"

namespace tokmill::cli::languages {
namespace {

// In units of the chart's own, which the page scales to its width.
constexpr double chart_width = 960;
constexpr double bars_start = 210;  // right of the names
constexpr double bars_width = 660;  // left of the figures
constexpr double row_height = 22;
constexpr double bar_height = 14;
constexpr double axis_height = 24;

double most_premium(const Survey& survey) {
  double most = 1;
  for (const Row& row : survey.rows) most = std::max(most, row.premium.value_or(0));
  return most;
}

std::string name_of(const Language& language) {
  return output::html_text(language.name.empty() ? language.tag : language.name);
}

std::string attributes(const Row& row) {
  return output::format(R"(data-language="{}" data-premium="{}")", output::html_text(row.language->tag),
                     row.premium ? output::format("{}", *row.premium) : "");
}

// Lines at whole premiums, few enough to read.
void append_axis(std::string& html, double most, double height) {
  const double step = std::max(1.0, std::ceil(most / 8));
  for (double premium = step; premium <= most; premium += step) {
    const double x = bars_start + bars_width * premium / most;
    output::append_format(html,
                   "<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2}\"/><text class=\"axis\" x=\"{0:.1f}\" "
                   "y=\"{3}\">{4:.0f}×</text>\n",
                   x, axis_height, height, axis_height - 8, premium);
  }
}

void append_chart(std::string& html, const Survey& survey, const NamedTokenizer& tokenizer, double most) {
  const std::vector<const Row*> rows = by_premium(survey, tokenizer);
  const double height = axis_height + row_height * static_cast<double>(rows.size());
  output::append_format(html,
                 "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Premium over {} of {} languages in {}; the table "
                 "below has the figures\">\n",
                 chart_width, height, output::html_text(survey.base), rows.size(), output::html_text(tokenizer.name()));
  append_axis(html, most, height);
  double y = axis_height;
  for (const Row* const row : rows) {
    const double width = bars_width * row->premium.value_or(0) / most;
    const std::string premium = row->premium ? output::format("{:.2f}×", *row->premium) : "";
    output::append_format(html,
                   "<g><title>{0}: {1} tokens, {2} of {3}</title><text class=\"name\" x=\"{4}\" y=\"{5}\">{0}</text>"
                   "<rect {6} x=\"{7}\" y=\"{8}\" width=\"{9:.2f}\" height=\"{10}\"/><text x=\"{11:.1f}\" "
                   "y=\"{5}\">{2}</text></g>\n",
                   name_of(*row->language), row->tokens, premium, output::html_text(survey.base), bars_start - 8,
                   y + 15, attributes(*row), bars_start, y + (row_height - bar_height) / 2, width, bar_height,
                   bars_start + width + 6);
    y += row_height;
  }
  html += "</svg>\n";
}

void append_table(std::string& html, const Survey& survey, const NamedTokenizer& tokenizer) {
  const bool priced = !tokenizer.model.empty();
  html += "<details><summary>The figures as a table</summary>\n<table><thead><tr><th scope=\"col\">Language</th>"
          "<th scope=\"col\">Tag</th><th scope=\"col\">Script</th>";
  for (const char* name : {"Tokens", "Premium", "Tokens per character", "Tokens per grapheme", "Bytes per token"}) {
    html += output::format("<th scope=\"col\" class=\"number\">{}</th>", name);
  }
  if (priced) html += "<th scope=\"col\" class=\"number\">$ for 1000 pages</th>";
  html += "</tr></thead>\n<tbody>\n";
  const auto number = [](std::optional<double> value) { return value ? output::format("{:.2f}", *value) : ""; };
  for (const Row* const row : by_premium(survey, tokenizer)) {
    output::append_format(html, "<tr {}><th scope=\"row\">{}</th><td>{}</td><td>{}</td>",
                   attributes(*row), name_of(*row->language), output::html_text(row->language->tag),
                   output::html_text(row->language->script));
    for (const std::string& field :
         {std::to_string(row->tokens), number(row->premium), number(row->tokens_per_character),
          number(row->tokens_per_grapheme), number(row->bytes_per_token)}) {
      html += "<td class=\"number\">" + field + "</td>";
    }
    if (priced) html += "<td class=\"number\">" + output::html_text(cost_for_people(*row)) + "</td>";
    html += "</tr>\n";
  }
  html += "</tbody></table></details>\n";
}

}  // namespace

std::string page(const Survey& survey) {
  std::string body = output::format(
      "<p>The same meaning in {} languages. A language's premium is the number of its tokens over that of "
      "<code>{}</code>: what it costs more, waits longer, and fills the context window sooner.</p>\n",
      survey.languages.size(), output::html_text(survey.base));
  const double most = most_premium(survey);
  for (const NamedTokenizer& tokenizer : survey.tokenizers) {
    body += "<section><h2>" + output::html_text(tokenizer.name()) + "</h2>\n<p>" +
            output::html_text(summary_line(survey, tokenizer)) + ".</p>\n";
    append_chart(body, survey, tokenizer, most);
    append_table(body, survey, tokenizer);
    body += "</section>\n";
  }
  const std::vector<std::string> remarks = notes(survey);
  if (!remarks.empty()) body += "<ul class=\"quiet\">\n";
  for (const std::string& remark : remarks) body += "<li>" + output::html_text(remark) + "</li>\n";
  if (!remarks.empty()) body += "</ul>\n";
  body += "<p class=\"quiet\">Counted by tokmill. A grapheme is what a person sees as one character. Premium and its "
          "measures: Petrov et al., Language Model Tokenizers Introduce Unfairness Between Languages (2023).</p>\n";
  return output::html_page({"Languages in tokens", embedded::commands_languages_page_css, std::move(body), {}});
}

}  // namespace tokmill::cli::languages

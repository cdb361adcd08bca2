#include "commands/languages/page.hpp"

#include <algorithm>
#include <utility>

#include "commands/languages/order.hpp"
#include "commands/languages/sentences.hpp"
#include "embedded/commands/languages/page.css.hpp"
#include "embedded/output/series.css.hpp"
#include "options/encoding_source.hpp"
#include "output/format.hpp"
#include "output/html.hpp"
#include "output/visible.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::languages {
namespace {

using analysis::Language;
using analysis::LanguageRow;
using analysis::LanguageSurvey;
using analysis::LanguageTexts;
using analysis::SurveyTokenizer;

std::string display_name(const Language& language) { return output::html_text(shown_name(language)); }

std::string display_name(const SurveyTokenizer& tokenizer) { return output::html_text(encoding_label(tokenizer.name())); }

std::string attributes(const LanguageRow& row) {
  return output::format(R"(data-language="{}" data-premium="{}")", output::html_text(row.language->tag),
                        row.premium ? output::format("{}", *row.premium) : "");
}

constexpr std::size_t colors = 4;  // of the style sheet

// The bar of a row, as long as its premium, and its figures. The bar is stretched to the width that is left.
void append_bar(std::string& html, const LanguageRow& row, std::size_t tokenizer, double most) {
  output::append_format(html,
                        "<div class=\"bar of-{}\" {}><svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" "
                        "aria-hidden=\"true\"><rect width=\"{:.3f}\" height=\"1\"/></svg><span>{}</span></div>",
                        tokenizer % colors, attributes(row), 100 * row.premium.value_or(0) / most,
                        output::html_text(figures_of(row)));
}

// One chart: for each language, a bar for each tokenizer.
void append_chart(std::string& html, const LanguageSurvey& survey) {
  html += "<ul class=\"legend\" aria-label=\"Tokenizers\">";
  for (std::size_t i = 0; i < survey.tokenizers.size(); ++i) {
    output::append_format(html, "<li class=\"of-{}\">{}</li>", i % colors, display_name(survey.tokenizers[i]));
  }
  const std::size_t tokenizers = survey.tokenizers.size();
  std::size_t widest = 0;  // of the figures, in characters
  for (const LanguageRow& row : survey.rows) widest = std::max(widest, count_characters(figures_of(row)));
  output::append_format(html,
                        "</ul>\n<table class=\"chart\" style=\"--figures:{}ch\"><caption>{}</caption>\n<tbody>\n",
                        widest, output::html_text(chart_title(survey)));
  const double most = max_premium(survey);
  for (std::size_t first = 0; first < survey.rows.size(); first += tokenizers) {
    output::append_format(html, "<tr><th scope=\"row\">{}</th><td>", display_name(*survey.rows[first].language));
    for (std::size_t i = 0; i < tokenizers; ++i) append_bar(html, survey.rows[first + i], i, most);
    html += "</td></tr>\n";
  }
  html += "</tbody></table>\n";
}

void append_table(std::string& html, const LanguageSurvey& survey, const SurveyTokenizer& tokenizer) {
  const bool priced = !tokenizer.model.empty();
  html += "<details><summary>Show the figures as a table</summary>\n<div class=\"wide\"><table><thead><tr>"
          "<th scope=\"col\">Language</th><th scope=\"col\">Tag</th><th scope=\"col\">Script</th>";
  for (const char* name : {"Tokens", "Premium", "Tokens per character", "Tokens per grapheme", "Bytes per token"}) {
    html += output::format("<th scope=\"col\" class=\"number\">{}</th>", name);
  }
  if (priced) html += "<th scope=\"col\" class=\"number\">$ per 1000 pages</th>";
  html += "</tr></thead>\n<tbody>\n";
  const auto number = [](std::optional<double> value) { return value ? output::format("{:.2f}", *value) : ""; };
  for (const LanguageRow* const row : rows_of(survey, tokenizer)) {
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
  html += "</tbody></table></div></details>\n";
}

// The texts that were counted, unless they are too long for a page.
void append_texts(std::string& html, const LanguageSurvey& survey, const std::vector<LanguageTexts>& corpus) {
  constexpr std::size_t most_bytes = 200'000;
  std::size_t bytes = 0;
  for (const Language& language : survey.languages) bytes += language.bytes;
  if (bytes > most_bytes) return;
  html += "<section><h2>Texts</h2>\n<details><summary>Show the texts that were counted</summary>\n<dl>\n";
  for (std::size_t first = 0; first < survey.rows.size(); first += survey.tokenizers.size()) {
    const Language& language = *survey.rows[first].language;
    const auto texts = std::ranges::find(corpus, language.tag, &LanguageTexts::language);
    if (texts == corpus.end()) continue;
    output::append_format(html, "<dt>{}</dt>", display_name(language));
    for (const std::string& text : texts->texts) {
      output::append_format(html, "<dd dir=\"auto\" lang=\"{}\">{}</dd>", output::html_text(language.tag),
                            output::html_text(text));
    }
    html += '\n';
  }
  html += "</dl></details></section>\n";
}

}  // namespace

std::string page(const LanguageSurvey& survey, const std::vector<LanguageTexts>& corpus) {
  std::string body = output::format(
      "<p>Token counts of the same text in {} languages. The premium of a language is its token count divided by that "
      "of {}: how much more a text costs, how much longer it takes, and how much more of the context window it "
      "fills.</p>\n",
      survey.rows.size() / survey.tokenizers.size(), output::html_text(base_name(survey)));
  append_chart(body, survey);
  for (const SurveyTokenizer& tokenizer : survey.tokenizers) {
    body += "<section><h2>" + display_name(tokenizer) + "</h2>\n<p>" +
            output::html_text(summary_line(survey, tokenizer)) + ".</p>\n";
    append_table(body, survey, tokenizer);
    body += "</section>\n";
  }
  append_texts(body, survey, corpus);
  const std::vector<std::string> lines = notes(survey);
  if (!lines.empty()) body += "<ul class=\"quiet\">\n";
  for (const std::string& line : lines) body += "<li>" + output::html_text(line) + "</li>\n";
  if (!lines.empty()) body += "</ul>\n";
  body += "<p class=\"quiet\">Counted by tokmill. A grapheme is a character as people see it. For the premium and its "
          "measures, see Petrov et al., Language Model Tokenizers Introduce Unfairness Between Languages (2023).</p>\n";
  const std::string style = std::string(embedded::output_series_css).append(embedded::commands_languages_page_css);
  return output::html_page({"Languages in tokens", style, std::move(body), {}});
}

}  // namespace tokmill::cli::languages

#include <algorithm>
#include <utility>

#include "commands/languages/order.hpp"
#include "commands/languages/output.hpp"
#include "commands/languages/sentences.hpp"
#include "options/encoding_source.hpp"
#include "output/bar.hpp"
#include "output/format.hpp"
#include "output/shorten.hpp"
#include "output/table.hpp"
#include "output/visible.hpp"
#include "output/wrap.hpp"

namespace tokmill::cli::languages {
namespace {

using analysis::LanguageRow;
using analysis::LanguageSurvey;
using analysis::SurveyTokenizer;
using output::Align;

constexpr std::size_t min_bar = 10;
constexpr std::size_t max_bar = 30;
constexpr std::size_t gap = 2;  // between a column and the bar

std::string rounded(std::optional<double> number) { return number ? output::format("{:.2f}", *number) : ""; }

struct Column {
  const char* name;
  Align align;
  int rank;  // as in output::Column
  std::string (*field)(const LanguageRow&);
};

const std::vector<Column>& all_columns() {
  static const std::vector<Column> columns = {
      {"language", Align::left, 0, [](const LanguageRow& row) { return output::visible(row.language->tag); }},
      {"name", Align::left, 0, [](const LanguageRow& row) { return row.language->name; }},
      {"script", Align::left, 5, [](const LanguageRow& row) { return row.language->script; }},
      {"tokens", Align::right, 0, [](const LanguageRow& row) { return std::to_string(row.tokens); }},
      {"per character", Align::right, 2, [](const LanguageRow& row) { return rounded(row.tokens_per_character); }},
      {"per grapheme", Align::right, 4, [](const LanguageRow& row) { return rounded(row.tokens_per_grapheme); }},
      {"bytes/token", Align::right, 3, [](const LanguageRow& row) { return rounded(row.bytes_per_token); }},
      {"$ 1000 pages", Align::right, 1, rounded_cost},
      {"premium", Align::right, 0, [](const LanguageRow& row) { return rounded(row.premium); }},
  };
  return columns;
}

// Without costs if the tokenizer is not that of a model.
output::Table language_table(const std::vector<const LanguageRow*>& rows, const SurveyTokenizer& tokenizer) {
  output::Table table;
  table.rows.resize(rows.size());
  for (const Column& column : all_columns()) {
    if (column.field == &rounded_cost && tokenizer.model.empty()) continue;
    table.columns.push_back({column.name, column.align, column.rank});
    for (std::size_t i = 0; i < rows.size(); ++i) table.rows[i].push_back(column.field(*rows[i]));
  }
  return table;
}

// All rows in the order of the survey, each with its tokenizer; a language is named in its first row.
output::Table paired_table(const LanguageSurvey& survey, const std::vector<const LanguageRow*>& rows) {
  constexpr std::size_t max_label = 24;
  constexpr std::ptrdiff_t named = 3;  // columns: tag, name, script
  output::Table table = language_table(rows, survey.tokenizers.front());
  for (output::Column& column : table.columns) {
    if (column.rank > 0 || column.name == "tokens") ++column.rank;
  }
  table.columns.front().rank = 1;  // the name is enough
  table.columns.insert(table.columns.begin() + named, {has_models(survey) ? "model" : "encoding"});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<std::string>& fields = table.rows[i];
    if (i % survey.tokenizers.size() != 0) std::fill_n(fields.begin(), named, "");
    fields.insert(fields.begin() + named, output::shortened(encoding_label(rows[i]->tokenizer->name()), max_label));
  }
  return table;
}

void add_bars(output::Table& table, const std::vector<const LanguageRow*>& rows, std::size_t width) {
  double most = 0;
  for (const LanguageRow* const row : rows) most = std::max(most, row->premium.value_or(0));
  table.columns.push_back({""});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    table.rows[i].push_back(most > 0 ? bar(rows[i]->premium.value_or(0) / most, width) : "");
  }
}

std::string sentence(const std::string& line, bool is_markdown) {
  return is_markdown ? line + '\n' : output::output_line(line, 2);
}

void append_notes(std::string& text, const std::vector<std::string>& lines, bool is_markdown) {
  if (!lines.empty()) text += '\n';
  for (const std::string& line : lines) text += output::output_line(is_markdown ? "- " : "", line, 2);
}

}  // namespace

std::string text(const LanguageSurvey& survey, bool is_sorted, std::size_t width) {
  std::string text;
  bool is_complete = true;
  for (const SurveyTokenizer& tokenizer : survey.tokenizers) {
    const std::vector<const LanguageRow*> rows = (is_sorted ? rows_of : by_premium)(survey, tokenizer);
    output::Table table = language_table(rows, tokenizer);
    const std::size_t columns = table.columns.size();
    table = output::fitted(std::move(table), width - std::min(width, gap + min_bar));
    is_complete = is_complete && table.columns.size() == columns;
    add_bars(table, rows, std::min(max_bar, width - std::min(width, output::text_width(table) + gap)));
    if (!text.empty()) text += '\n';
    text += output::text_table(table) + '\n' + sentence(summary_line(survey, tokenizer), false);
  }
  std::vector<std::string> lines = notes(survey);
  if (!is_complete) lines.emplace_back(output::more_columns_note);
  append_notes(text, lines, false);
  return text;
}

std::string paired_text(const LanguageSurvey& survey, std::size_t width) {
  constexpr std::size_t min_paired_bar = 8;
  std::vector<const LanguageRow*> rows;
  for (const LanguageRow& row : survey.rows) rows.push_back(&row);
  const output::Table all = paired_table(survey, rows);
  output::Table table = output::fitted(all, width - std::min(width, gap + min_paired_bar));
  std::vector<std::string> lines = notes(survey);
  if (table.columns.size() < all.columns.size()) lines.emplace_back(output::more_columns_note);
  add_bars(table, rows, std::min(max_bar, width - std::min(width, output::text_width(table) + gap)));
  std::string text = output::text_table(table) + '\n';
  for (const SurveyTokenizer& tokenizer : survey.tokenizers) text += sentence(summary_line(survey, tokenizer), false);
  append_notes(text, lines, false);
  return text;
}

std::string markdown(const LanguageSurvey& survey, bool is_sorted) {
  std::string text;
  for (const SurveyTokenizer& tokenizer : survey.tokenizers) {
    const std::vector<const LanguageRow*> rows = (is_sorted ? rows_of : by_premium)(survey, tokenizer);
    if (!text.empty()) text += '\n';
    text += output::markdown(language_table(rows, tokenizer)) + '\n' +
            sentence(summary_line(survey, tokenizer), true);
  }
  append_notes(text, notes(survey), true);
  return text;
}

std::string summary_text(const LanguageSurvey& survey, bool is_markdown) {
  std::string text;
  for (const SurveyTokenizer& tokenizer : survey.tokenizers) text += sentence(summary_line(survey, tokenizer), is_markdown);
  append_notes(text, notes(survey), is_markdown);
  return text;
}

}  // namespace tokmill::cli::languages

#include "commands/languages/output.hpp"
#include "commands/languages/sentences.hpp"
#include "output/format.hpp"
#include "output/path.hpp"
#include "output/table.hpp"

namespace tokmill::cli::languages {

std::string csv(const analysis::LanguageSurvey& survey) {
  const bool priced = has_models(survey);
  output::Table table{{{"language"}, {"name"}, {"script"}}, {}};
  if (priced) table.columns.push_back({"model"});
  for (const char* name : {"encoding", "tokens", "bytes", "characters", "graphemes", "premium", "tokens_per_character",
                           "tokens_per_grapheme", "bytes_per_token"}) {
    table.columns.push_back({name});
  }
  if (priced) table.columns.push_back({"usd_1000_pages"});
  const auto number = [](std::optional<double> value) { return value ? output::format("{}", *value) : ""; };
  for (const analysis::LanguageRow& row : survey.rows) {
    const analysis::Language& language = *row.language;
    std::vector<std::string> fields{output::printable_path(language.tag), language.name, language.script};
    if (priced) fields.push_back(row.tokenizer->model);
    fields.insert(fields.end(),
                  {output::printable_path(row.tokenizer->encoding->name()), std::to_string(row.tokens),
                   std::to_string(language.bytes), std::to_string(language.characters),
                   std::to_string(language.graphemes), number(row.premium), number(row.tokens_per_character),
                   number(row.tokens_per_grapheme), number(row.bytes_per_token)});
    if (priced) fields.push_back(exact_cost(row).value_or(""));
    table.rows.push_back(std::move(fields));
  }
  return output::csv(table);
}

}  // namespace tokmill::cli::languages

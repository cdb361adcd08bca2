#include "commands/languages/output.hpp"
#include "commands/languages/sentences.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::languages {
namespace {

using formats::JsonWriter;

}  // namespace

std::string texts_json(const std::vector<analysis::LanguageTexts>& corpus) {
  JsonWriter json;
  json.begin_array();
  for (const analysis::LanguageTexts& language : corpus) {
    json.begin_object().member("language", language.language).key("texts").begin_array();
    for (const std::string& text : language.texts) json.value(text);
    json.end_array().end_object();
  }
  json.end_array();
  return json.text() + '\n';
}

std::string json(const analysis::LanguageSurvey& survey) {
  JsonWriter json;
  json.begin_array();
  for (const analysis::LanguageRow& row : survey.rows) {
    const analysis::Language& language = *row.language;
    const analysis::SurveyTokenizer& tokenizer = *row.tokenizer;
    json.begin_object().member("language", language.tag).member("name", language.name);
    json.member("script", language.script).member("encoding", tokenizer.encoding->name());
    json.member("model", formats::unless_empty(tokenizer.model)).member("exact", tokenizer.exact);
    json.member("tokens", row.tokens).member("bytes", language.bytes).member("characters", language.characters);
    json.member("graphemes", language.graphemes).member("premium", row.premium);
    json.member("tokens_per_character", row.tokens_per_character);
    json.member("tokens_per_grapheme", row.tokens_per_grapheme).member("bytes_per_token", row.bytes_per_token);
    if (!tokenizer.model.empty()) json.member("usd_1000_pages", exact_cost(row));
    json.end_object();
  }
  json.end_array();
  return json.text() + '\n';
}

std::string summary_json(const analysis::LanguageSurvey& survey) {
  JsonWriter json;
  json.begin_array();
  for (const analysis::SurveyTokenizer& tokenizer : survey.tokenizers) {
    const analysis::LanguageSummary summary = analysis::summarize(survey, tokenizer);
    json.begin_object().member("encoding", tokenizer.encoding->name());
    json.member("model", formats::unless_empty(tokenizer.model));
    json.member("languages", summary.languages).member("scripts", summary.scripts);
    json.member("mean", summary.mean).member("median", summary.median).member("above_2", summary.above_2);
    json.member("above_4", summary.above_4).member("above_8", summary.above_8).member("gini", summary.gini);
    json.end_object();
  }
  json.end_array();
  return json.text() + '\n';
}

}  // namespace tokmill::cli::languages

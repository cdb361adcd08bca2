#include "tokmill/analysis/language_survey.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "tokmill/icu/available.hpp"
#include "tokmill/icu/graphemes.hpp"
#include "tokmill/icu/languages.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/threads.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

std::optional<double> ratio(std::size_t a, std::size_t b) {
  if (b == 0) return std::nullopt;
  return static_cast<double>(a) / static_cast<double>(b);
}

void describe(const LanguageTexts& texts, Language& language) {
  for (const std::string& text : texts.texts) {
    language.bytes += text.size();
    language.characters += count_characters(text);
    if (!icu::available()) continue;
    language.graphemes += icu::count_graphemes(text);
    if (language.script.empty()) language.script = icu::script_name(texts.language, text);
  }
}

void count(const LanguageTexts& texts, LanguageRow& row) {
  for (const std::string& text : texts.texts) row.tokens += row.tokenizer->encoding->count(text);
  row.tokens_per_character = ratio(row.tokens, row.language->characters);
  row.tokens_per_grapheme = ratio(row.tokens, row.language->graphemes);
  row.bytes_per_token = ratio(row.language->bytes, row.tokens);
}

std::optional<pricing::Bill> page_cost(const LanguageRow& row, std::size_t base_words, pricing::Date at) {
  if (!row.tokenizer->prices || base_words == 0) return std::nullopt;
  pricing::Usage usage;
  usage.input_tokens = (row.tokens * words_per_page + base_words / 2) / base_words;  // rounded
  usage.calls = priced_pages;
  const Result<pricing::Bill> bill =
      pricing::bill(*row.tokenizer->prices, usage, {pricing::Service::standard, at});
  return bill ? std::optional(*bill) : std::nullopt;
}

Error unknown_language(const std::vector<LanguageTexts>& corpus, const std::string& name) {
  std::vector<std::string_view> names;
  for (const LanguageTexts& texts : corpus) names.emplace_back(texts.language);
  return Error{ErrorCode::invalid_argument, unknown_name("language", name, names)};
}

bool has_prices(const std::vector<SurveyTokenizer>& tokenizers) {
  return std::any_of(tokenizers.begin(), tokenizers.end(),
                     [](const SurveyTokenizer& tokenizer) { return tokenizer.prices.has_value(); });
}

}  // namespace

Result<LanguageSurvey> survey_languages(const std::vector<LanguageTexts>& corpus,
                                        std::vector<SurveyTokenizer> tokenizers, const std::string& base,
                                        pricing::Date at, std::size_t threads) {
  const auto base_texts = std::find_if(corpus.begin(), corpus.end(),
                                       [&base](const LanguageTexts& texts) { return texts.language == base; });
  if (base_texts == corpus.end()) return unknown_language(corpus, base);

  LanguageSurvey survey;
  survey.base = base;
  survey.tokenizers = std::move(tokenizers);
  survey.languages.resize(corpus.size());
  const std::size_t width = survey.tokenizers.size();
  survey.rows.resize(corpus.size() * width);
  // ICU loads its locales and the data for names, scripts and graphemes at the first use: here, not in the threads.
  Language unused;
  describe({"en", {"a"}}, unused);
  for (std::size_t i = 0; i < corpus.size(); ++i) {
    survey.languages[i].tag = corpus[i].language;
    if (icu::available()) survey.languages[i].name = icu::language_name(corpus[i].language);
  }
  parallel_for(corpus.size(), threads, [&](std::size_t i) {
    describe(corpus[i], survey.languages[i]);
    for (std::size_t j = 0; j < width; ++j) {
      LanguageRow& row = survey.rows[i * width + j];
      row.language = &survey.languages[i];
      row.tokenizer = &survey.tokenizers[j];
      count(corpus[i], row);
    }
  });

  std::size_t base_words = 0;
  if (has_prices(survey.tokenizers) && icu::available()) {
    for (const std::string& text : base_texts->texts) base_words += icu::count_words(text);
  }
  const LanguageRow* const base_rows =
      survey.rows.data() + static_cast<std::size_t>(base_texts - corpus.begin()) * width;
  for (std::size_t i = 0; i < survey.rows.size(); ++i) {
    LanguageRow& row = survey.rows[i];
    row.premium = ratio(row.tokens, base_rows[i % width].tokens);
    row.cost = page_cost(row, base_words, at);
  }
  return survey;
}

LanguageSummary summarize(const LanguageSurvey& survey, const SurveyTokenizer& tokenizer) {
  std::vector<double> premiums;
  std::set<std::string> scripts;
  for (const LanguageRow& row : survey.rows) {
    if (row.tokenizer != &tokenizer || !row.premium) continue;
    premiums.push_back(*row.premium);
    if (!row.language->script.empty()) scripts.insert(row.language->script);
  }
  LanguageSummary summary;
  summary.languages = premiums.size();
  summary.scripts = scripts.size();
  if (premiums.empty()) return summary;
  std::sort(premiums.begin(), premiums.end());

  const auto count = static_cast<double>(premiums.size());
  double sum = 0;
  double weighted = 0;
  for (std::size_t i = 0; i < premiums.size(); ++i) {
    sum += premiums[i];
    weighted += static_cast<double>(i + 1) * premiums[i];
  }
  const auto share_above = [&](double limit) {
    return static_cast<double>(premiums.end() - std::upper_bound(premiums.begin(), premiums.end(), limit)) / count;
  };
  summary.above_2 = share_above(2);
  summary.above_4 = share_above(4);
  summary.above_8 = share_above(8);
  const std::size_t middle = premiums.size() / 2;
  summary.mean = sum / count;
  summary.median = premiums.size() % 2 == 1 ? premiums[middle] : (premiums[middle - 1] + premiums[middle]) / 2;
  // For sorted values x_1 … x_n: 2 Σ i·x_i / (n Σ x_i) − (n + 1) / n.
  summary.gini = sum > 0 ? 2 * weighted / (count * sum) - (count + 1) / count : 0;
  return summary;
}

}  // namespace tokmill::analysis

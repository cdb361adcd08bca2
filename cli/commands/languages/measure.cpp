#include "commands/languages/measure.hpp"

#include <algorithm>
#include <set>

#include "tokmill/icu/graphemes.hpp"
#include "tokmill/icu/languages.hpp"
#include "tokmill/threads.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::languages {
namespace {

// Where nothing divides, nothing is known.
std::optional<double> ratio(std::size_t a, std::size_t b) {
  if (b == 0) return std::nullopt;
  return static_cast<double>(a) / static_cast<double>(b);
}

Language describe(const LanguageTexts& texts) {
  Language language;
  language.tag = texts.language;
  language.name = icu::language_name(texts.language);
  for (const std::string& text : texts.texts) {
    language.bytes += text.size();
    language.characters += count_characters(text);
    language.graphemes += icu::grapheme_ends(text).size();
    if (language.script.empty()) language.script = icu::script_name(texts.language, text);
  }
  return language;
}

std::optional<pricing::Bill> cost_of_pages(const pricing::PriceBook& prices, const Row& row, std::size_t base_words, pricing::Date at) {
  if (row.tokenizer->model.empty() || base_words == 0) return std::nullopt;
  const Result<pricing::PricedModel> model = prices.find(row.tokenizer->model);
  if (!model) return std::nullopt;
  pricing::Usage usage;
  usage.input_tokens = (row.tokens * words_of_a_page + base_words / 2) / base_words;  // to the nearest token
  usage.calls = pages_that_are_priced;
  const Result<pricing::Bill> bill = pricing::bill(*model, usage, {pricing::Service::standard, at});
  return bill ? std::optional(*bill) : std::nullopt;
}

}  // namespace

Survey measure(const std::vector<LanguageTexts>& corpus, std::vector<NamedTokenizer> tokenizers,
               const std::string& base, std::size_t threads, const pricing::PriceBook* prices, pricing::Date at) {
  Survey survey{base, std::move(tokenizers), std::vector<Language>(corpus.size()), {}};
  const std::size_t width = survey.tokenizers.size();
  survey.rows.resize(corpus.size() * width);
  parallel_for(corpus.size(), threads, [&](std::size_t i) {
    survey.languages[i] = describe(corpus[i]);
    for (std::size_t j = 0; j < width; ++j) {
      Row& row = survey.rows[i * width + j];
      row.language = &survey.languages[i];
      row.tokenizer = &survey.tokenizers[j];
      for (const std::string& text : corpus[i].texts) row.tokens += row.tokenizer->encoding->count(text);
      row.tokens_per_character = ratio(row.tokens, row.language->characters);
      row.tokens_per_grapheme = ratio(row.tokens, row.language->graphemes);
      row.bytes_per_token = ratio(row.language->bytes, row.tokens);
    }
  });

  const auto of_base = std::find_if(corpus.begin(), corpus.end(),
                                    [&base](const LanguageTexts& texts) { return texts.language == base; });
  const auto base_index = static_cast<std::size_t>(of_base - corpus.begin());
  std::size_t base_words = 0;
  if (prices != nullptr) {
    for (const std::string& text : of_base->texts) base_words += icu::count_words(text);
  }
  for (std::size_t i = 0; i < survey.rows.size(); ++i) {
    Row& row = survey.rows[i];
    row.premium = ratio(row.tokens, survey.rows[base_index * width + i % width].tokens);
    if (prices != nullptr) row.cost = cost_of_pages(*prices, row, base_words, at);
  }
  return survey;
}

Summary summarize(const Survey& survey, const NamedTokenizer& tokenizer) {
  std::vector<double> premiums;
  std::set<std::string> scripts;
  for (const Row& row : survey.rows) {
    if (row.tokenizer != &tokenizer || !row.premium) continue;
    premiums.push_back(*row.premium);
    if (!row.language->script.empty()) scripts.insert(row.language->script);
  }
  Summary summary;
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
  // Of values in order: 2 Σ i·x / (n Σ x) − (n + 1) / n.
  summary.gini = sum > 0 ? 2 * weighted / (count * sum) - (count + 1) / count : 0;
  return summary;
}

}  // namespace tokmill::cli::languages

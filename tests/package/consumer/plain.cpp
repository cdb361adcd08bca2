// What a build without ICU and RE2 can do, and how it says what it cannot do. Also linked into a shared library.
#include <cstdio>
#include <stdexcept>

#include <tokmill/analysis/language_survey.hpp>
#include <tokmill/analysis/model_tokenizer.hpp>
#include <tokmill/analysis/number.hpp>
#include <tokmill/formats/price_tables.hpp>
#include <tokmill/icu/available.hpp>
#include <tokmill/icu/boundaries.hpp>
#include <tokmill/icu/charset.hpp>
#include <tokmill/icu/graphemes.hpp>
#include <tokmill/pricing/pricing.hpp>
#include <tokmill/tokmill.hpp>

namespace {

int failures = 0;

void expect(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "expected: %s\n", what);
  ++failures;
}

template <class Call>
bool says_no_icu(const Call& call) {
  try {
    call();
  } catch (const std::runtime_error& error) {
    return std::string_view(error.what()) == "this build has no ICU";
  }
  return false;
}

void check_counts_and_prices() {
  const tokmill::pricing::PriceBook book;
  const auto tokenizer = tokmill::analysis::tokenizer_of_model(book, "us.anthropic.claude-sonnet-4-5-20250929-v1:0");
  expect(tokenizer && tokenizer->encoding->count("How many tokens is this?") == 6, "a tokenizer of a rewritten name");
  const auto model = book.find("gpt-4o");
  expect(model && !model->prices.empty(), "a price of gpt-4o");
}

void check_rules_of_price_tables() {
  const auto table = tokmill::formats::read_price_table(R"([{"id": "p", "models": [
      {"id": "m", "match": {"regex": "^(m|em)-\\d{4}$"}, "prices": {"input_mtok": 1}},
      {"id": "n", "match": {"regex": "(?i)n+"}, "prices": {"input_mtok": 2}}]}])");
  expect(table && table->find("em-2026") != nullptr && table->find("em-20261") == nullptr, "a regular expression");
  expect(table && table->find("nn") == nullptr && table->find("n") != nullptr, "a model without its expression");
  expect(table && table->left_out().count == 1 &&
             table->left_out().first ==
                 "/0/models/1: n: '(?i)n+' is not a valid regular expression: unsupported kind of group "
                 "(this build has no RE2, and knows a part of its syntax)",
         "a message about a regular expression that is left out");
}

void check_numbers() {
  const auto split = tokmill::analysis::split_number(tokmill::cl100k_base(), "1234567");
  expect(split.pieces.size() == 3, "the tokens of a number");
  expect(tokmill::analysis::has_digit("a\u096A"), "a digit of another script");  // Devanagari 4
}

void check_languages() {
  namespace analysis = tokmill::analysis;
  const std::vector<analysis::LanguageTexts> corpus = {{"en", {"a small house"}}, {"hi", {"\u090F\u0915"}}};
  std::vector<analysis::SurveyTokenizer> tokenizers(1);
  tokenizers[0].encoding = &tokmill::cl100k_base();
  const auto day = tokmill::pricing::parse_date("2026-01-01");
  const auto survey = analysis::survey_languages(corpus, tokenizers, "en", *day, 2);
  expect(survey && survey->rows.size() == 2, "the rows of two languages");
  if (!survey) return;
  const analysis::LanguageRow& row = survey->rows[1];
  expect(row.tokens > 0 && row.premium && survey->rows[0].premium == 1.0, "premiums");
  expect(row.tokens_per_character && !row.tokens_per_grapheme, "a ratio to characters, and none to graphemes");
  expect(row.language->name.empty() && row.language->script.empty(), "no names");
}

void check_icu() {
  namespace icu = tokmill::icu;
  expect(!icu::available(), "no ICU");
  expect(icu::charset_of_mark("\xFF\xFE" "a") == "UTF-16", "a charset of a byte order mark");
  const auto charset = icu::find_charset("latin1");
  expect(!charset && charset.error().code == tokmill::ErrorCode::unknown_charset &&
             charset.error().message == "cannot convert from 'latin1': this build has no ICU",
         "an error for a charset");
  expect(!icu::convert("a", "latin1") && !icu::StreamConverter::open("latin1", "a"), "no converter");
  expect(says_no_icu([] { static_cast<void>(icu::sentence_finder()); }), "an exception of sentence_finder()");
  expect(says_no_icu([] { static_cast<void>(icu::count_graphemes("a")); }), "an exception of count_graphemes()");
}

}  // namespace

int main() {
  check_counts_and_prices();
  check_rules_of_price_tables();
  check_numbers();
  check_languages();
  check_icu();
  return failures == 0 ? 0 : 1;
}

#include "tokmill/analysis/language_survey.hpp"

#include <doctest/doctest.h>

#include <chrono>

#include "lib/analysis/price_day.hpp"
#include "tokmill/registry.hpp"

using namespace tokmill;
using namespace tokmill::analysis;

namespace {


SurveyTokenizer tokenizer(const char* name) { return {"", *find_encoding(name), true, "", std::nullopt}; }

const std::vector<LanguageTexts> corpus{{"en", {"a"}}, {"l2", {"a", " b"}},
                                        {"l3", {"a b c"}}, {"l9", {"a b c d e f g h i"}}};

}  // namespace

TEST_CASE("survey_languages: a row for each language and tokenizer") {
  for (const std::size_t threads : {1U, 3U}) {
    const auto survey =
        survey_languages(corpus, {tokenizer("r50k_base"), tokenizer("o200k_base")}, "l2", price_day, threads);
    REQUIRE(survey);
    REQUIRE(survey->rows.size() == 8);
    const LanguageRow& row = survey->rows[5];
    CHECK(row.language->tag == "l3");
    CHECK(row.tokenizer == &survey->tokenizers[1]);
    CHECK(row.tokens == 3);
    CHECK(row.premium == 1.5);
    CHECK(row.language->bytes == 5);
    CHECK(row.language->characters == 5);
    CHECK(row.language->graphemes == 5);
    CHECK(row.tokens_per_character == 0.6);
    CHECK(row.bytes_per_token == 5.0 / 3);
    CHECK_FALSE(row.cost);
    CHECK(survey->rows[3].tokens == 2);  // the two texts of l2, tokenized separately
  }
}

TEST_CASE("survey_languages: names and scripts") {
  const auto survey = survey_languages({{"el", {"", "Γειά"}}, {"xx-unknown", {"123"}}}, {tokenizer("o200k_base")}, "el",
                                       price_day, 1);
  REQUIRE(survey);
  CHECK(survey->languages[0].name == "Greek");
  CHECK(survey->languages[0].script == "Greek");
  CHECK(survey->languages[1].script.empty());
}

TEST_CASE("survey_languages: no ratio without a divisor") {
  const auto survey = survey_languages({{"en", {""}}, {"fr", {"un"}}}, {tokenizer("o200k_base")}, "en", price_day, 1);
  REQUIRE(survey);
  CHECK_FALSE(survey->rows[0].premium);
  CHECK_FALSE(survey->rows[0].bytes_per_token);
  CHECK_FALSE(survey->rows[0].tokens_per_character);
  CHECK_FALSE(survey->rows[1].premium);
  CHECK(summarize(*survey, survey->tokenizers[0]).languages == 0);
}

TEST_CASE("survey_languages: the cost of 1000 pages of 500 words") {
  const pricing::PriceBook book;
  const SurveyTokenizer model{"gpt-4o", *find_encoding("o200k_base"), true, "", *book.find("gpt-4o")};
  const std::vector<LanguageTexts> texts{{"en", {"one two three four five"}}, {"l2", {"a b c d e f g h i j"}}};
  const auto survey = survey_languages(texts, {model, tokenizer("r50k_base")}, "en", price_day, 1);
  REQUIRE(survey);
  REQUIRE(survey->rows[0].cost);
  CHECK(pricing::exact_decimal(*survey->rows[0].cost->total) == "1.250000");
  CHECK_FALSE(survey->rows[1].cost);
  CHECK(pricing::exact_decimal(*survey->rows[2].cost->total) == "2.500000");
  CHECK(survey->tokenizers[0].name() == "gpt-4o");
  CHECK(survey->tokenizers[1].name() == "r50k_base");
}

TEST_CASE("survey_languages: an unknown base language") {
  const auto survey = survey_languages(corpus, {tokenizer("o200k_base")}, "enn", price_day, 1);
  REQUIRE_FALSE(survey);
  CHECK(survey.error().code == ErrorCode::invalid_argument);
  CHECK(survey.error().message == "unknown language 'enn'; did you mean en?");
  CHECK(survey_languages({}, {}, "en", price_day, 1).error().message == "unknown language 'en'");
}

TEST_CASE("summarize: mean, median, shares and Gini coefficient") {
  const auto survey = survey_languages(corpus, {tokenizer("o200k_base")}, "en", price_day, 1);
  REQUIRE(survey);
  const LanguageSummary summary = summarize(*survey, survey->tokenizers[0]);
  CHECK(summary.languages == 4);
  CHECK(summary.scripts == 1);
  CHECK(summary.mean == 3.75);
  CHECK(summary.median == 2.5);
  CHECK(summary.above_2 == 0.5);
  CHECK(summary.above_4 == 0.25);
  CHECK(summary.above_8 == 0.25);
  // Half of the mean difference of all pairs, divided by the mean.
  const double values[] = {1, 2, 3, 9};
  double differences = 0;
  for (const double a : values) {
    for (const double b : values) differences += a > b ? a - b : b - a;
  }
  CHECK(summary.gini == doctest::Approx(differences / (2 * 16 * 3.75)));
}

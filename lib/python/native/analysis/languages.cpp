// How many tokens the same text takes in different languages.

#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "python/native/analysis/module.hpp"
#include "python/native/analysis/values.hpp"
#include "python/native/encoding_object.hpp"
#include "python/native/errors.hpp"
#include "python/native/text.hpp"
#include "python/native/threads_argument.hpp"
#include "tokmill/analysis/corpus.hpp"
#include "tokmill/analysis/language_survey.hpp"
#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/icu/available.hpp"
#include "tokmill/pricing/date.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

analysis::SurveyTokenizer tokenizer_of(nb::handle encoding_or_model) {
  if (nb::isinstance<EncodingObject>(encoding_or_model)) {
    return {.model = "", .encoding = &nb::cast<const EncodingObject&>(encoding_or_model).encoding()};
  }
  if (!PyUnicode_Check(encoding_or_model.ptr())) {
    raise(PyExc_TypeError, "expected an Encoding or the name of a model, got " + name_of_type(encoding_or_model));
  }
  const std::string model(strict_utf8(encoding_or_model));
  const analysis::ModelTokenizer found = value_of(analysis::tokenizer_of_model(built_in_prices(), model));
  analysis::SurveyTokenizer tokenizer{.model = model, .encoding = found.encoding, .exact = found.exact};
  if (const Result<pricing::PricedModel> priced = built_in_prices().find(model)) tokenizer.prices = *priced;
  return tokenizer;
}

// `texts`: a dict of lists of str.
std::vector<analysis::LanguageTexts> corpus_of(const nb::dict& texts) {
  std::vector<analysis::LanguageTexts> corpus;
  for (const auto [language, parts] : texts) {
    if (!PyUnicode_Check(language.ptr())) {
      raise(PyExc_TypeError, "expected a str as language, got " + name_of_type(language));
    }
    analysis::LanguageTexts& added = corpus.emplace_back();
    added.language = strict_utf8(language);
    for (const nb::handle part : parts) {
      if (!PyUnicode_Check(part.ptr())) raise(PyExc_TypeError, "expected a str as text, got " + name_of_type(part));
      added.texts.emplace_back(Text(part).utf8());
    }
  }
  return corpus;
}

nb::object tuple_of(const analysis::LanguageRow& row) {
  const analysis::Language& language = *row.language;
  return nb::make_tuple(make_str(language.tag), make_str(language.name), make_str(language.script), row.tokens,
                        language.bytes, language.characters,
                        icu::available() ? nb::object(nb::int_(language.graphemes)) : nb::none(),
                        optional_float(row.premium), optional_float(row.tokens_per_character),
                        optional_float(row.tokens_per_grapheme), optional_float(row.bytes_per_token),
                        optional_amount(row.cost ? row.cost->total : std::nullopt));
}

// The rows; the name of the encoding and whether it is the model's own; and the numbers of the summary.
nb::object survey_languages(nb::handle tokenizer, const nb::dict& texts, const std::string& base, std::string_view day,
                            nb::handle threads) {
  std::vector<analysis::SurveyTokenizer> tokenizers;
  tokenizers.push_back(tokenizer_of(tokenizer));
  const std::vector<analysis::LanguageTexts> corpus = corpus_of(texts);
  const pricing::Date at = value_of(pricing::parse_date(day));
  const std::size_t most_threads = threads_of(threads);
  const analysis::LanguageSurvey survey = value_of([&] {
    const nb::gil_scoped_release unlocked;
    return analysis::survey_languages(corpus, std::move(tokenizers), base, at, most_threads);
  }());
  nb::list rows;
  for (const analysis::LanguageRow& row : survey.rows) rows.append(tuple_of(row));
  const analysis::SurveyTokenizer& surveyed = survey.tokenizers.front();
  const analysis::LanguageSummary summary = analysis::summarize(survey, surveyed);
  return nb::make_tuple(rows, make_str(surveyed.encoding->name(), "replace"), surveyed.exact,
                        nb::make_tuple(summary.scripts, summary.mean, summary.median, summary.above_2,
                                       summary.above_4, summary.above_8, summary.gini));
}

}  // namespace

void bind_languages(nb::module_& module) {
  module.def("survey_languages", &survey_languages, nb::arg("tokenizer"), nb::arg("texts"), nb::arg("base"),
             nb::arg("day"), nb::arg("threads").none());
}

}  // namespace tokmill::python

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tokmill/analysis/corpus.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/pricing/pricing.hpp"
#include "tokmill/result.hpp"

/// How many tokens the same text takes in different languages.
namespace tokmill::inline TOKMILL_ABI::analysis {

/// A tokenizer to survey: an encoding, or that of a model.
struct SurveyTokenizer {
  std::string model;  ///< The model's name as the caller gives it; empty for an encoding.
  const Encoding* encoding = nullptr;
  bool exact = true;  ///< The encoding is the model's own, not a proxy.
  std::string note;   ///< If it is not: what is known of the model's own tokenizer.
  std::optional<pricing::PricedModel> prices;  ///< Of the model; nullopt if it has none.

  /// The model's name, or else the encoding's.
  [[nodiscard]] std::string name() const { return model.empty() ? std::string(encoding->name()) : model; }
};

/// The properties of a text that do not depend on the tokenizer. In a build without ICU (icu::available()), the names
/// are empty and there are no graphemes.
struct Language {
  std::string tag;
  std::string name;    ///< In English; empty if ICU does not know the language.
  std::string script;  ///< In English; empty if there are no letters.
  std::size_t bytes = 0;
  std::size_t characters = 0;
  std::size_t graphemes = 0;
};

/// One language under one tokenizer. Ratios are nullopt if their divisor is zero.
struct LanguageRow {
  const Language* language = nullptr;
  const SurveyTokenizer* tokenizer = nullptr;
  std::size_t tokens = 0;
  std::optional<double> premium;  ///< Tokens divided by those of the base language.
  std::optional<double> tokens_per_character;
  std::optional<double> tokens_per_grapheme;
  std::optional<double> bytes_per_token;

  /// Of priced_pages pages; nullopt without a price, if the base has no words, and in a build without ICU, which would
  /// count them.
  std::optional<pricing::Bill> cost;
};

/// The rows of a survey and what they point to. It can be moved, not copied.
struct LanguageSurvey {
  LanguageSurvey() = default;
  LanguageSurvey(LanguageSurvey&&) = default;
  LanguageSurvey& operator=(LanguageSurvey&&) = default;

  std::string base;
  std::vector<SurveyTokenizer> tokenizers;
  std::vector<Language> languages;  ///< In the order of the corpus.
  std::vector<LanguageRow> rows;    ///< All tokenizers of the first language, then of the second, and so on.
};

/// The length of a page: as many tokens as this many words of the base language take on average.
inline constexpr std::size_t words_per_page = 500;
inline constexpr std::size_t priced_pages = 1000;

/// Counts every language under every tokenizer, on up to `threads` threads; the result does not depend on their number.
/// The cost is that of `priced_pages` calls, each with a page as its input, at the standard price on the day `at`.
///
/// Errors: invalid_argument if `base` is not a language of the corpus; the message names the nearest.
[[nodiscard]] TOKMILL_EXPORT Result<LanguageSurvey> survey_languages(const std::vector<LanguageTexts>& corpus,
                                                                     std::vector<SurveyTokenizer> tokenizers,
                                                                     const std::string& base, pricing::Date at,
                                                                     std::size_t threads);

/// The inequality of the languages under one tokenizer. Languages without a premium are left out.
struct LanguageSummary {
  std::size_t languages = 0;
  std::size_t scripts = 0;
  double mean = 0;
  double median = 0;
  double above_2 = 0;  ///< The share of languages whose premium is above 2.
  double above_4 = 0;
  double above_8 = 0;

  /// The Gini coefficient of the premiums: 0 if all are equal, near 1 if one language has almost all tokens.
  double gini = 0;
};

/// `tokenizer` is one of the survey's.
[[nodiscard]] TOKMILL_EXPORT LanguageSummary summarize(const LanguageSurvey& survey, const SurveyTokenizer& tokenizer);

}  // namespace tokmill::analysis

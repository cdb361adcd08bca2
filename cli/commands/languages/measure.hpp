#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "commands/languages/corpus.hpp"
#include "options/tokenizers_option.hpp"
#include "tokmill/pricing/pricing.hpp"

namespace tokmill::cli::languages {

/// What a text is, whichever tokenizer counts it.
struct Language {
  std::string tag;
  std::string name;    ///< English; empty where ICU knows none.
  std::string script;  ///< English; empty where there are no letters.
  std::size_t bytes = 0;
  std::size_t characters = 0;
  std::size_t graphemes = 0;
};

/// One language under one tokenizer. What would divide by nothing is empty.
struct Row {
  const Language* language;
  const NamedTokenizer* tokenizer;
  std::size_t tokens = 0;
  std::optional<double> premium;  ///< Tokens over those of the base language.
  std::optional<double> tokens_per_character;
  std::optional<double> tokens_per_grapheme;
  std::optional<double> bytes_per_token;
  std::optional<pricing::Bill> cost;  ///< Of 1000 pages; only where a model was chosen and the base language has words.
};

/// All rows, and what they point to.
struct Survey {
  std::string base;
  std::vector<NamedTokenizer> tokenizers;
  std::vector<Language> languages;  ///< In the order of the corpus.
  std::vector<Row> rows;            ///< The tokenizers of the first language, of the second, and so on.
};

/// A page is what takes this many words in the base language.
inline constexpr std::size_t words_of_a_page = 500;
inline constexpr std::size_t pages_that_are_priced = 1000;

/// Counts every language under every tokenizer, on up to `threads` threads; the result does not depend on how many.
/// `base` is one of the languages. With a price book, each row of a model has the cost of its pages, each of them
/// the input of one call, at the standard price of the day `at`.
[[nodiscard]] Survey measure(const std::vector<LanguageTexts>& corpus, std::vector<NamedTokenizer> tokenizers,
                             const std::string& base, std::size_t threads, const pricing::PriceBook* prices, pricing::Date at);

/// How unequal the languages are under one tokenizer, those without a premium left out.
struct Summary {
  std::size_t languages = 0;
  std::size_t scripts = 0;
  double mean = 0;
  double median = 0;
  double above_2 = 0;  ///< The share of languages whose premium is above 2.
  double above_4 = 0;
  double above_8 = 0;

  /// The Gini coefficient of the token counts: 0 where all languages have the same, near 1 where one has all.
  double gini = 0;
};

[[nodiscard]] Summary summarize(const Survey& survey, const NamedTokenizer& tokenizer);

}  // namespace tokmill::cli::languages

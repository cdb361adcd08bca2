#include "commands/languages/order.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace tokmill::cli::languages {

using analysis::Language;
using analysis::LanguageRow;
using analysis::LanguageSurvey;
using analysis::SurveyTokenizer;

std::optional<Order> parse_order(std::string_view text) {
  if (text == "premium") return Order::premium;
  if (text == "name") return Order::name;
  if (text == "tag") return Order::tag;
  return std::nullopt;
}

void sort_rows(LanguageSurvey& survey, Order order) {
  std::map<const Language*, std::size_t> tokens;  // under the first tokenizer
  for (const LanguageRow& row : survey.rows) tokens.emplace(row.language, row.tokens);
  const auto is_before = [&](const LanguageRow& left, const LanguageRow& right) {
    switch (order) {
      case Order::premium: return tokens[left.language] < tokens[right.language];
      case Order::name: return left.language->name < right.language->name;
      case Order::tag: break;
    }
    return left.language->tag < right.language->tag;
  };
  // A stable sort does not separate the rows of a language only if no other language is equal to it.
  const auto by_language = [&](const LanguageRow& left, const LanguageRow& right) {
    if (is_before(left, right) || is_before(right, left)) return is_before(left, right);
    return left.language < right.language;
  };
  std::ranges::stable_sort(survey.rows, by_language);
}

std::vector<const LanguageRow*> rows_of(const LanguageSurvey& survey, const SurveyTokenizer& tokenizer) {
  std::vector<const LanguageRow*> rows;
  for (const LanguageRow& row : survey.rows) {
    if (row.tokenizer == &tokenizer) rows.push_back(&row);
  }
  return rows;
}

std::vector<const LanguageRow*> by_premium(const LanguageSurvey& survey, const SurveyTokenizer& tokenizer) {
  std::vector<const LanguageRow*> rows = rows_of(survey, tokenizer);
  std::ranges::stable_sort(rows, {}, [](const LanguageRow* row) { return row->tokens; });
  return rows;
}

}  // namespace tokmill::cli::languages

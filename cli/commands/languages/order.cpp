#include "commands/languages/order.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace tokmill::cli::languages {

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
  const std::size_t tokenizers = survey.tokenizers.size();
  std::vector<std::size_t> firsts;  // the row of each language under the first tokenizer
  for (std::size_t row = 0; row < survey.rows.size(); row += tokenizers) firsts.push_back(row);
  std::ranges::stable_sort(firsts, [&](std::size_t left_row, std::size_t right_row) {
    const LanguageRow& left = survey.rows[left_row];
    const LanguageRow& right = survey.rows[right_row];
    switch (order) {
      case Order::premium: return left.tokens < right.tokens;
      case Order::name: return left.language->name < right.language->name;
      case Order::tag: break;
    }
    return left.language->tag < right.language->tag;
  });
  std::vector<LanguageRow> sorted;
  for (const std::size_t first : firsts) {
    for (std::size_t i = 0; i < tokenizers; ++i) sorted.push_back(std::move(survey.rows[first + i]));
  }
  survey.rows = std::move(sorted);
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

#include "commands/languages/output.hpp"

#include "output/format.hpp"

#include <algorithm>

#include "output/bar.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "output/visible.hpp"
#include "tokmill/icu/display.hpp"

namespace tokmill::cli::languages {
namespace {

using output::Align;

std::string json_or_null(std::optional<double> number) { return number ? output::format("{}", *number) : "null"; }

std::string model_json(const NamedTokenizer& tokenizer) {
  return tokenizer.model.empty() ? "null" : formats::json_string(tokenizer.model);
}

std::optional<std::string> exact_cost(const Row& row) {
  if (!row.cost || !row.cost->total) return std::nullopt;
  return exact_decimal(*row.cost->total);
}

bool has_models(const Survey& survey) { return !survey.tokenizers.front().model.empty(); }

std::string rounded(std::optional<double> number, int places) {
  return number ? output::format("{:.{}f}", *number, places) : "";
}

// The columns of the table for people, in their order. The first to go where there is no room is the last here
// of those that may.
struct PeopleColumn {
  const char* name;
  Align align;
  int rank;  // 0: always there
  std::string (*field)(const Row&);
};

const std::vector<PeopleColumn>& people_columns() {
  static const std::vector<PeopleColumn> columns = {
      {"language", Align::left, 0, [](const Row& row) { return output::visible(row.language->tag); }},
      {"name", Align::left, 0, [](const Row& row) { return row.language->name; }},
      {"script", Align::left, 5, [](const Row& row) { return row.language->script; }},
      {"tokens", Align::right, 0, [](const Row& row) { return std::to_string(row.tokens); }},
      {"per character", Align::right, 2, [](const Row& row) { return rounded(row.tokens_per_character, 2); }},
      {"per grapheme", Align::right, 4, [](const Row& row) { return rounded(row.tokens_per_grapheme, 2); }},
      {"bytes/token", Align::right, 3, [](const Row& row) { return rounded(row.bytes_per_token, 2); }},
      {"$ 1000 pages", Align::right, 1, cost_for_people},
      {"premium", Align::right, 0, [](const Row& row) { return rounded(row.premium, 2); }},
  };
  return columns;
}

std::size_t width_of(const PeopleColumn& column, const std::vector<const Row*>& rows) {
  std::size_t width = icu::display_width(column.name);
  for (const Row* const row : rows) width = std::max(width, icu::display_width(column.field(*row)));
  return width + 2;
}

constexpr std::size_t least_bar = 10;
constexpr std::size_t most_bar = 30;

// The columns for the rows of one tokenizer, as far as they and a bar have room in `width`, and the room they take.
struct Fitted {
  std::vector<PeopleColumn> columns;
  std::size_t width = 0;
  bool is_whole = true;
};

Fitted fit_columns(const std::vector<const Row*>& rows, const NamedTokenizer& tokenizer, std::size_t width) {
  Fitted fitted;
  for (const PeopleColumn& column : people_columns()) {
    if (column.field == &cost_for_people && tokenizer.model.empty()) continue;
    fitted.columns.push_back(column);
    fitted.width += width_of(column, rows);
  }
  while (fitted.width + least_bar > width) {
    const auto least = std::max_element(fitted.columns.begin(), fitted.columns.end(),
                                        [](const auto& a, const auto& b) { return a.rank < b.rank; });
    if (least->rank == 0) break;
    fitted.width -= width_of(*least, rows);
    fitted.columns.erase(least);
    fitted.is_whole = false;
  }
  return fitted;
}

}  // namespace

std::string json(const Survey& survey) {
  std::string text;
  for (const Row& row : survey.rows) {
    const Language& language = *row.language;
    text += output::format(
        R"({}{{"language":{},"name":{},"script":{},"encoding":{},"model":{},"exact":{},"tokens":{},"bytes":{},"characters":{},"graphemes":{},"premium":{},"tokens_per_character":{},"tokens_per_grapheme":{},"bytes_per_token":{})",
        text.empty() ? "" : ",", formats::json_string(language.tag), formats::json_string(language.name),
        formats::json_string(language.script), formats::json_string(row.tokenizer->encoding->name()), model_json(*row.tokenizer),
        row.tokenizer->exact, row.tokens, language.bytes, language.characters, language.graphemes,
        json_or_null(row.premium), json_or_null(row.tokens_per_character), json_or_null(row.tokens_per_grapheme),
        json_or_null(row.bytes_per_token));
    if (!row.tokenizer->model.empty()) {
      const std::optional<std::string> cost = exact_cost(row);
      text += output::format(R"(,"usd_1000_pages":{})", cost ? '"' + *cost + '"' : "null");
    }
    text += '}';
  }
  return "[" + text + "]\n";
}

std::string summary_json(const Survey& survey) {
  std::string text;
  for (const NamedTokenizer& tokenizer : survey.tokenizers) {
    const Summary summary = summarize(survey, tokenizer);
    text += output::format(
        R"({}{{"encoding":{},"model":{},"languages":{},"scripts":{},"mean":{},"median":{},"above_2":{},"above_4":{},"above_8":{},"gini":{}}})",
        text.empty() ? "" : ",", formats::json_string(tokenizer.encoding->name()), model_json(tokenizer), summary.languages,
        summary.scripts, summary.mean, summary.median, summary.above_2, summary.above_4, summary.above_8,
        summary.gini);
  }
  return "[" + text + "]\n";
}

output::Table table_for_programs(const Survey& survey) {
  output::Table table{{{"language"}, {"name"}, {"script"}}, {}};
  if (has_models(survey)) table.columns.push_back({"model"});
  for (const char* name : {"encoding"}) table.columns.push_back({name});
  for (const char* name : {"tokens", "bytes", "characters", "graphemes", "premium", "tokens_per_character",
                           "tokens_per_grapheme", "bytes_per_token"}) {
    table.columns.push_back({name, Align::right});
  }
  if (has_models(survey)) table.columns.push_back({"usd_1000_pages", Align::right});
  const auto number = [](std::optional<double> value) { return value ? output::format("{}", *value) : ""; };
  for (const Row& row : survey.rows) {
    const Language& language = *row.language;
    std::vector<std::string> fields{language.tag, language.name, language.script};
    if (has_models(survey)) fields.push_back(row.tokenizer->model);
    fields.insert(fields.end(),
                  {std::string(row.tokenizer->encoding->name()), std::to_string(row.tokens),
                   std::to_string(language.bytes), std::to_string(language.characters),
                   std::to_string(language.graphemes), number(row.premium), number(row.tokens_per_character),
                   number(row.tokens_per_grapheme), number(row.bytes_per_token)});
    if (has_models(survey)) fields.push_back(exact_cost(row).value_or(""));
    table.rows.push_back(std::move(fields));
  }
  return table;
}

std::vector<const Row*> by_premium(const Survey& survey, const NamedTokenizer& tokenizer) {
  std::vector<const Row*> rows;
  for (const Row& row : survey.rows) {
    if (row.tokenizer == &tokenizer) rows.push_back(&row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row* a, const Row* b) { return a->tokens < b->tokens; });
  return rows;
}

std::string cost_for_people(const Row& row) {
  if (row.tokenizer->model.empty()) return "";
  if (!row.cost || !row.cost->total) return "unknown";
  return (row.tokenizer->exact ? "" : "≈ ") + rounded_decimal(*row.cost->total, 2);
}

output::Table table_for_people(const Survey& survey, const NamedTokenizer& tokenizer, std::size_t width,
                               bool with_bars) {
  const std::vector<const Row*> rows = by_premium(survey, tokenizer);
  const auto [columns, taken, is_whole] = fit_columns(rows, tokenizer, with_bars ? width : static_cast<std::size_t>(-1));
  output::Table table;
  for (const PeopleColumn& column : columns) table.columns.push_back({column.name, column.align});
  if (with_bars) table.columns.push_back({""});
  double most = 0;
  for (const Row* const row : rows) most = std::max(most, row->premium.value_or(0));
  const std::size_t bar_width = std::min(most_bar, width > taken ? width - taken : 0);
  for (const Row* const row : rows) {
    std::vector<std::string> fields;
    for (const PeopleColumn& column : columns) fields.push_back(column.field(*row));
    if (with_bars) fields.push_back(most > 0 ? bar(row->premium.value_or(0) / most, bar_width) : "");
    table.rows.push_back(std::move(fields));
  }
  return table;
}

bool is_narrow(const Survey& survey, std::size_t width) {
  return std::any_of(survey.tokenizers.begin(), survey.tokenizers.end(), [&](const NamedTokenizer& tokenizer) {
    return !fit_columns(by_premium(survey, tokenizer), tokenizer, width).is_whole;
  });
}

std::string summary_line(const Survey& survey, const NamedTokenizer& tokenizer) {
  const Summary summary = summarize(survey, tokenizer);
  return output::format(
      "{}: {} {}, {} {}; premium over {}: mean {:.2f}, median {:.2f}, above 2 in {:.0f}%, above 4 in "
      "{:.0f}%, above 8 in {:.0f}%; Gini {:.2f}",
      tokenizer.name(), summary.languages, summary.languages == 1 ? "language" : "languages", summary.scripts,
      summary.scripts == 1 ? "script" : "scripts", survey.base, summary.mean, summary.median,
      100 * summary.above_2, 100 * summary.above_4, 100 * summary.above_8, summary.gini);
}

std::vector<std::string> notes(const Survey& survey) {
  std::vector<std::string> notes;
  for (const NamedTokenizer& tokenizer : survey.tokenizers) {
    if (tokenizer.exact) continue;
    notes.push_back(output::format("≈ {}: an estimate, counted with {} in place of the model's own tokenizer ({})",
                                tokenizer.model, tokenizer.encoding->name(), tokenizer.note));
  }
  if (has_models(survey)) {
    notes.push_back(output::format("$ 1000 pages: a page is the input of one call and takes {} words in {}",
                                words_of_a_page, survey.base));
    const auto unknown = std::find_if(survey.rows.begin(), survey.rows.end(),
                                      [](const Row& row) { return !exact_cost(row).has_value(); });
    if (unknown != survey.rows.end()) notes.emplace_back("unknown: no price is known for the model and the day");
  }
  return notes;
}

}  // namespace tokmill::cli::languages

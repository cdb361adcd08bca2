#include "output/table.hpp"

#include <algorithm>
#include <limits>

#include "commands/compare/output.hpp"
#include "commands/compare/passage.hpp"
#include "options/encoding_source.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "output/path.hpp"
#include "output/terminal.hpp"
#include "output/visible.hpp"
#include "output/wrap.hpp"
#include "tokmill/icu/display.hpp"

namespace tokmill::cli::compare {
namespace {

using output::Align;

constexpr std::size_t max_tokens_shown = 12;  // of a hunk in a table; --json has all

bool has_models(const std::vector<Row>& rows) { return !rows.empty() && !rows.front().tokenizer->model.empty(); }

output::Table columns(const std::vector<Row>& rows, bool several_inputs, const char* bytes_per_token) {
  output::Table table;
  if (several_inputs) table.columns.push_back({"path"});
  if (has_models(rows)) table.columns.push_back({"model"});
  table.columns.insert(table.columns.end(), {{"encoding"},
                                             {"tokens", Align::right},
                                             {"ratio", Align::right},
                                             {bytes_per_token, Align::right}});
  return table;
}

output::Table count_table(const std::vector<Row>& rows, bool several_inputs) {
  output::Table table = columns(rows, several_inputs, "bytes/token");
  const auto rounded = [](std::optional<double> number, int places) {
    return number ? output::format("{:.{}f}", *number, places) : std::string();
  };
  for (const Row& row : rows) {
    std::vector<std::string>& fields = table.rows.emplace_back();
    if (several_inputs) fields.push_back(output::visible(row.input->name));
    if (has_models(rows)) fields.push_back(row.tokenizer->model);
    fields.push_back(encoding_label(row.tokenizer->encoding->name()));
    fields.push_back((row.tokenizer->exact ? "" : "≈ ") + std::to_string(row.tokens));
    fields.push_back(rounded(row.ratio(), 3));
    fields.push_back(rounded(row.bytes_per_token(), 2));
  }
  return table;
}

std::vector<std::string> shown_tokens(const std::vector<std::string_view>& tokens) {
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < std::min(tokens.size(), max_tokens_shown); ++i)
    shown.push_back(output::visible(tokens[i]));
  if (tokens.size() > max_tokens_shown)
    shown.push_back(output::format("… {} more", tokens.size() - max_tokens_shown));
  return shown;
}

constexpr std::string_view more_passages = "; --passages N shows more";

// The passages one below the other, in lines of at most `width` columns.
std::string passages(const Row& row, const NamedTokenizer& first, std::size_t width) {
  const std::vector<analysis::Hunk>& hunks = row.differences->hunks;
  const std::vector<Place> places = places_of(hunks, row.input->text);
  std::string text = output::wrap(passages_title(row, first, more_passages), 0, width);
  const std::size_t label =
      std::max(icu::display_width(first.label()), icu::display_width(row.tokenizer->label()));
  const auto tokens = [&](const NamedTokenizer& tokenizer, const std::vector<std::string_view>& list) {
    std::string name = tokenizer.label();
    name.append(label - icu::display_width(name), ' ');
    const std::string head = output::format("  {}  {:>3}  ", name, list.size());
    return head + output::wrap_list(shown_tokens(list), "|", icu::display_width(head), width) + '\n';
  };
  for (std::size_t i = 0; i < hunks.size(); ++i) {
    const std::string place = places[i].text();
    const std::size_t context = std::min(width, context_width + place.size() + 2) - place.size() - 2;
    output::append_format(text, "\n{}  {}\n", place, context_of(hunks[i], row.input->text, context));
    text += tokens(first, hunks[i].left) + tokens(*row.tokenizer, hunks[i].right);
  }
  return text;
}

output::Table passage_table(const Row& row, const NamedTokenizer& first) {
  const std::vector<analysis::Hunk>& hunks = row.differences->hunks;
  const std::vector<Place> places = places_of(hunks, row.input->text);
  output::Table table{{{"line:column", Align::right},
                       {"saved", Align::right},
                       {first.label()},
                       {row.tokenizer->label()},
                       {"context"}},
                      {}};
  for (std::size_t i = 0; i < hunks.size(); ++i) {
    table.rows.push_back({places[i].text(), std::to_string(hunks[i].saved()),
                          output::join(shown_tokens(hunks[i].left), "|"),
                          output::join(shown_tokens(hunks[i].right), "|"),
                          context_of(hunks[i], row.input->text, context_width)});
  }
  return table;
}

// Calls write(row) for each row with passages; each is preceded by a blank line and, if there are several
// inputs, by the name of its input.
template <class Write>
std::string for_each_difference(const std::vector<Row>& rows, bool several_inputs, const Write& write) {
  std::string text;
  for (const Row& row : rows) {
    if (!row.differences || row.differences->hunks.empty()) continue;
    text += '\n';
    if (several_inputs) text += output::visible(row.input->name) + "\n\n";
    text += write(row);
  }
  return text;
}

}  // namespace

std::string csv(const std::vector<Row>& rows, bool several_inputs) {
  output::Table table = columns(rows, several_inputs, "bytes_per_token");
  const auto exact = [](std::optional<double> number) { return number ? output::format("{}", *number) : ""; };
  for (const Row& row : rows) {
    std::vector<std::string>& fields = table.rows.emplace_back();
    if (several_inputs) fields.push_back(output::printable_path(row.input->name));
    if (has_models(rows)) fields.push_back(row.tokenizer->model);
    fields.push_back(output::printable_path(row.tokenizer->encoding->name()));
    fields.push_back(std::to_string(row.tokens));
    fields.push_back(exact(row.ratio()));
    fields.push_back(exact(row.bytes_per_token()));
  }
  return output::csv(table);
}

std::string text(const std::vector<Row>& rows, bool several_inputs) {
  const std::size_t width = output_is_terminal() ? output_width() : std::numeric_limits<std::size_t>::max();
  return output::output_table(count_table(rows, several_inputs)) +
         for_each_difference(rows, several_inputs,
                             [&](const Row& row) { return passages(row, *rows.front().tokenizer, width); });
}

std::string markdown(const std::vector<Row>& rows, bool several_inputs) {
  return output::markdown(count_table(rows, several_inputs)) +
         for_each_difference(rows, several_inputs, [&](const Row& row) {
           const NamedTokenizer& first = *rows.front().tokenizer;
           return passages_title(row, first, more_passages) + ".\n\n" +
                  output::markdown(passage_table(row, first));
         });
}

}  // namespace tokmill::cli::compare

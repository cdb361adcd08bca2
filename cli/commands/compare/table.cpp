#include <algorithm>

#include "commands/compare/output.hpp"
#include "options/encoding_source.hpp"
#include "output/format.hpp"
#include "output/path.hpp"
#include "output/table.hpp"
#include "output/visible.hpp"

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

std::string token_list(const std::vector<std::string_view>& tokens) {
  std::string text;
  for (std::size_t i = 0; i < std::min(tokens.size(), max_tokens_shown); ++i) {
    text += (i > 0 ? "|" : "") + output::visible(tokens[i]);
  }
  if (tokens.size() > max_tokens_shown) {
    output::append_format(text, "|… {} more", tokens.size() - max_tokens_shown);
  }
  return text;
}

output::Table hunk_table(const Row& row, const NamedTokenizer& first) {
  output::Table table{{{"byte", Align::right}, {first.label()}, {row.tokenizer->label()}}, {}};
  for (const analysis::Hunk& hunk : *row.hunks) {
    table.rows.push_back({std::to_string(hunk.start), token_list(hunk.left), token_list(hunk.right)});
  }
  return table;
}

using WriteTable = std::string (*)(const output::Table&);

std::string tables(const std::vector<Row>& rows, bool several_inputs, WriteTable write) {
  std::string text = write(count_table(rows, several_inputs));
  for (const Row& row : rows) {
    if (!row.hunks || row.hunks->empty()) continue;
    text += '\n';
    if (several_inputs) text += output::visible(row.input->name) + "\n\n";
    text += write(hunk_table(row, *rows.front().tokenizer));
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
  return tables(rows, several_inputs, output::output_table);
}

std::string markdown(const std::vector<Row>& rows, bool several_inputs) {
  return tables(rows, several_inputs, output::markdown);
}

}  // namespace tokmill::cli::compare

#include "commands/compare/command.hpp"

#include "output/format.hpp"

#include <algorithm>
#include <limits>

#include "tokmill/formats/json_writer.hpp"
#include "output/table.hpp"
#include "output/visible.hpp"
#include "tokmill/analysis/hunks.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {
namespace {

using analysis::Hunk;
using output::Align;

const std::vector<std::string> default_encodings{"r50k_base", "p50k_base", "cl100k_base", "o200k_base"};
constexpr std::uint64_t default_passages = 5;
constexpr std::size_t most_tokens_shown = 12;  // of one hunk, in a table; --json has all

struct Row {
  const NamedText* input;
  const NamedTokenizer* tokenizer;
  std::size_t tokens = 0;
  std::size_t first_tokens = 0;    // of the tokenizer that was named first
  std::vector<analysis::Hunk> hunks;   // in which it differs from that one

  // Nothing for a text of no tokens, where there is nothing to compare.
  [[nodiscard]] std::optional<double> ratio() const {
    if (first_tokens == 0) return std::nullopt;
    return static_cast<double>(tokens) / static_cast<double>(first_tokens);
  }
  [[nodiscard]] std::optional<double> bytes_per_token() const {
    if (tokens == 0) return std::nullopt;
    return static_cast<double>(input->bytes.size()) / static_cast<double>(tokens);
  }
};

std::string json_or_null(std::optional<double> number) { return number ? output::format("{}", *number) : "null"; }

std::string json_of_texts(const std::vector<std::string_view>& tokens) {
  std::string text;
  for (const std::string_view token : tokens) {
    // A part of a character is no text; its bytes say what it is.
    text += (text.empty() ? "" : ",") + formats::json_string(output::text_or_escapes(token));
  }
  return "[" + text + "]";
}

std::string json_of_row(const Row& row, bool diff) {
  const NamedTokenizer& tokenizer = *row.tokenizer;
  std::string text = output::format(
      R"({{"path":{},"encoding":{},"model":{},"exact":{},"tokens":{},"bytes":{},"characters":{},"ratio":{},"bytes_per_token":{})",
      formats::json_string(row.input->name), formats::json_string(tokenizer.encoding->name()),
      tokenizer.model.empty() ? "null" : formats::json_string(tokenizer.model), tokenizer.exact, row.tokens,
      row.input->bytes.size(), count_characters(row.input->bytes), json_or_null(row.ratio()),
      json_or_null(row.bytes_per_token()));
  if (diff) {
    std::string hunks;
    for (const analysis::Hunk& hunk : row.hunks) {
      hunks += output::format(R"({}{{"start":{},"end":{},"first":{},"this":{}}})", hunks.empty() ? "" : ",",
                              hunk.start, hunk.end, json_of_texts(hunk.left), json_of_texts(hunk.right));
    }
    text += R"(,"differences":[)" + hunks + "]";
  }
  return text + "}";
}

bool has_models(const std::vector<Row>& rows) { return !rows.empty() && !rows.front().tokenizer->model.empty(); }

output::Table table_of(const std::vector<Row>& rows, bool several_inputs, bool for_people) {
  output::Table table;
  if (several_inputs) table.columns.push_back({"path"});
  if (has_models(rows)) table.columns.push_back({"model"});
  table.columns.insert(table.columns.end(), {{"encoding"},
                                             {"tokens", Align::right},
                                             {"ratio", Align::right},
                                             {for_people ? "bytes/token" : "bytes_per_token", Align::right}});
  const auto decimal = [for_people](std::optional<double> number, int places) {
    if (!number) return std::string();
    return for_people ? output::format("{:.{}f}", *number, places) : output::format("{}", *number);
  };
  for (const Row& row : rows) {
    std::vector<std::string> fields;
    if (several_inputs) {
      fields.push_back(for_people ? output::visible(row.input->name) : row.input->name);
    }
    if (has_models(rows)) fields.push_back(row.tokenizer->model);
    const std::string mark = for_people && !row.tokenizer->exact ? "≈ " : "";
    fields.insert(fields.end(), {std::string(row.tokenizer->encoding->name()), mark + std::to_string(row.tokens),
                                 decimal(row.ratio(), 3), decimal(row.bytes_per_token(), 2)});
    table.rows.push_back(std::move(fields));
  }
  return table;
}

std::string between_bars(const std::vector<std::string_view>& tokens) {
  std::string text;
  for (std::size_t i = 0; i < std::min(tokens.size(), most_tokens_shown); ++i) {
    text += (i > 0 ? "|" : "") + output::visible(tokens[i]);
  }
  if (tokens.size() > most_tokens_shown) text += output::format("|… {} more", tokens.size() - most_tokens_shown);
  return text;
}

output::Table table_of_passages(const Row& row, const NamedTokenizer& first) {
  output::Table table{{{"byte", Align::right}, {first.name()}, {row.tokenizer->name()}}, {}};
  for (const analysis::Hunk& hunk : row.hunks) {
    table.rows.push_back({std::to_string(hunk.start), between_bars(hunk.left), between_bars(hunk.right)});
  }
  return table;
}

std::vector<Row> rows_of(const NamedText& input, const std::vector<NamedTokenizer>& tokenizers,
                         std::size_t hunks) {
  std::vector<Row> rows;
  for (const NamedTokenizer& tokenizer : tokenizers) {
    Row row{&input, &tokenizer, tokenizer.encoding->count(input.bytes), 0, {}};
    row.first_tokens = rows.empty() ? row.tokens : rows.front().tokens;
    if (hunks > 0) {
      row.hunks =
          analysis::diff_hunks(*tokenizers.front().encoding, *tokenizer.encoding, input.bytes, hunks);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

void write_differences(const std::vector<Row>& rows, const NamedTokenizer& first, bool several_inputs, bool markdown,
                       Io& io) {
  for (const Row& row : rows) {
    if (row.hunks.empty()) continue;
    io.write("\n");
    if (several_inputs) io.write(output::visible(row.input->name) + "\n\n");
    const output::Table table = table_of_passages(row, first);
    io.write(markdown ? output::markdown(table) : output::text_table(table));
  }
}

}  // namespace

void CompareOptions::declare(Arguments& arguments) {
  text.declare(arguments);
  tokenizers.declare(arguments, "r50k_base, p50k_base, cl100k_base, o200k_base");
  arguments.flag("--diff", diff, "Show the first passages that are split differently than by the first tokenizer");
  arguments.number("--passages", hunks, "N", "How many passages --diff shows (default: 5)");
  arguments.flag("--json", json, "An array of objects");
  arguments.flag("--csv", csv, "Comma-separated values");
  arguments.flag("--markdown", markdown, "A Markdown table");
  arguments.example("tokmill compare README.md", "Its tokens in each of OpenAI's vocabularies");
  arguments.example("tokmill compare --diff -e cl100k_base -e o200k_base notes.txt", "And where the two split it differently");
  arguments.example("tokmill compare -m gpt-4 -m gpt-4o *.txt", "Under the encodings of two models");
}

Result<void> CompareOptions::validate() const {
  if (static_cast<int>(json) + static_cast<int>(csv) + static_cast<int>(markdown) > 1) {
    return Error{ErrorCode::invalid_argument, "--json, --csv and --markdown are three forms of output: give one", 0};
  }
  if (diff && csv) {
    return Error{ErrorCode::invalid_argument, "--diff is no table of one form: --json and --markdown have it", 0};
  }
  if (hunks && !diff) return Error{ErrorCode::invalid_argument, "--passages goes with --diff", 0};
  if (const auto found = tokenizers.find(default_encodings); !found) return found.error();
  return text.validate(std::numeric_limits<std::size_t>::max());
}

ExitCode run(const CompareOptions& options, Io& io) {
  const Result<std::vector<NamedTokenizer>> tokenizers = options.tokenizers.find(default_encodings);
  if (!tokenizers) {  // a price table that changed since validate()
    io.warn(tokenizers.error().message);
    return ExitCode::usage;
  }
  std::vector<NamedText> inputs;
  for (const std::string& path : input_paths(options.text)) {
    std::optional<NamedText> input = read_text(options.text, path, io);
    if (!input) continue;
    if (find_ill_formed(input->bytes)) input->bytes = replace_ill_formed(input->bytes);
    inputs.push_back(std::move(*input));
  }
  if (inputs.empty()) return ExitCode::failed;
  std::vector<Row> rows;
  for (const NamedText& input : inputs) {
    const std::size_t hunks = options.diff ? options.hunks.value_or(default_passages) : 0;
    for (Row& row : rows_of(input, *tokenizers, hunks)) rows.push_back(std::move(row));
  }

  const bool several = inputs.size() > 1;
  if (options.json) {
    io.write("[");
    for (std::size_t i = 0; i < rows.size(); ++i) io.write((i > 0 ? "," : "") + json_of_row(rows[i], options.diff));
    io.write("]\n");
  } else if (options.csv) {
    io.write(output::csv(table_of(rows, several, false)));
  } else {
    const output::Table table = table_of(rows, several, true);
    io.write(options.markdown ? output::markdown(table) : output::text_table(table));
    write_differences(rows, tokenizers->front(), several, options.markdown, io);
  }
  for (const NamedTokenizer& one : *tokenizers) {
    if (!one.exact) {
      io.warn(output::format("≈ {}: an estimate, counted with {} in place of the model's own tokenizer ({})", one.model,
                          one.encoding->name(), one.note));
    }
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli

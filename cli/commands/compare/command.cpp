#include "commands/compare/command.hpp"

#include <utility>

#include "commands/compare/output.hpp"
#include "input/reader.hpp"
#include "options/proxy_warning.hpp"
#include "tokmill/parallel.hpp"

namespace tokmill::cli {
namespace {

using compare::Row;

std::vector<NamedText> read_inputs(const CompareRequest& request, Io& io) {
  std::vector<NamedText> inputs;
  for (const std::string& path : input_paths(request.text)) {
    std::optional<NamedText> input = read_text(request.text, path, io);
    if (!input) continue;
    make_well_formed(input->bytes);
    inputs.push_back(std::move(*input));
  }
  return inputs;
}

void add_counts(const NamedText& input, const CompareRequest& request, std::vector<Row>& rows) {
  std::size_t first_tokens = 0;
  for (const NamedTokenizer& tokenizer : request.tokenizers) {
    const std::size_t tokens = count_in_parallel(*tokenizer.encoding, input.bytes, request.threads);
    if (&tokenizer == &request.tokenizers.front()) first_tokens = tokens;
    rows.push_back({&input, &tokenizer, tokens, first_tokens, {}});
  }
}

analysis::EncodedText encode(const Encoding& encoding, const NamedText& input, std::size_t threads) {
  analysis::EncodedText encoded(encoding, "");
  encode_in_parallel(encoding, input.bytes, encoded.ids, threads);
  return encoded;
}

void add_differences(const NamedText& input, const CompareRequest& request, std::vector<Row>& rows) {
  const NamedTokenizer& first = request.tokenizers.front();
  const analysis::EncodedText first_text = encode(*first.encoding, input, request.threads);
  for (const NamedTokenizer& tokenizer : request.tokenizers) {
    Row& row = rows.emplace_back(Row{&input, &tokenizer, first_text.ids.size(), first_text.ids.size(), {}});
    if (tokenizer.encoding == first.encoding) continue;
    const analysis::EncodedText text = encode(*tokenizer.encoding, input, request.threads);
    row.tokens = text.ids.size();
    row.hunks = analysis::diff_hunks(first_text, text, input.bytes, request.max_hunks);
  }
}

}  // namespace

ExitCode run(const CompareRequest& request, Io& io) {
  const std::vector<NamedText> inputs = read_inputs(request, io);
  if (inputs.empty()) return ExitCode::failed;
  std::vector<Row> rows;
  for (const NamedText& input : inputs) {
    (request.diff ? add_differences : add_counts)(input, request, rows);
  }
  const bool several = inputs.size() > 1;
  switch (request.format) {
    case Format::json: io.write(compare::json(rows, request.diff)); break;
    case Format::csv: io.write(compare::csv(rows, several)); break;
    case Format::text: io.write(compare::text(rows, several)); break;
    case Format::markdown: io.write(compare::markdown(rows, several)); break;
  }
  for (const NamedTokenizer& tokenizer : request.tokenizers) {
    if (!tokenizer.exact) warn_of_proxy(io, tokenizer.model, *tokenizer.encoding, tokenizer.note);
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli

#include "commands/compare/command.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/compare/alignment.hpp"
#include "commands/compare/output.hpp"
#include "commands/compare/page.hpp"
#include "commands/compare/picture.hpp"
#include "input/reader.hpp"
#include "options/proxy_warning.hpp"
#include "options/text_stream.hpp"
#include "output/file.hpp"
#include "texts/part_html.hpp"
#include "tokmill/parallel.hpp"
#include "tokmill/stream.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {
namespace {

using compare::Input;
using compare::Row;

constexpr std::size_t fast_size = std::size_t{2} << 20;  // of a text, for a browser

// Adds a row for each tokenizer. Returns false if the text cannot be read, which was reported to `io`.
bool add_counts(const std::string& path, const CompareRequest& request, Input& input, std::vector<Row>& rows, Io& io) {
  std::optional<TextStream> text = TextStream::open(request.text, path, input::TextBlocks::Wait::for_full, io);
  if (!text) return false;
  input.name = text->name();
  std::vector<StreamCounter> counters;
  for (const NamedTokenizer& tokenizer : request.tokenizers) {
    counters.emplace_back(*tokenizer.encoding, SpecialPolicy::ordinary(), IllFormed::replacement, request.threads);
  }
  while (true) {
    const std::optional<std::string_view> block = text->next_well_formed(io);
    if (!block) return false;
    if (block->empty()) break;
    // Without a policy for special tokens, append() and finish() cannot fail.
    for (StreamCounter& counter : counters) static_cast<void>(counter.append(*block));
    input.bytes += block->size();
    input.characters += count_characters(*block);
  }
  text->warn_if_ill_formed(io);
  std::uint64_t first_tokens = 0;
  for (std::size_t i = 0; i < counters.size(); ++i) {
    const std::uint64_t tokens = *counters[i].finish();
    if (i == 0) first_tokens = tokens;
    rows.push_back({&input, &request.tokenizers[i], tokens, first_tokens, {}});
  }
  return true;
}

analysis::EncodedText encode(const Encoding& encoding, const Input& input, std::size_t threads) {
  analysis::EncodedText encoded(encoding, "");
  encode_in_parallel(encoding, input.text, encoded.ids, threads);
  return encoded;
}

// Returns false if the text cannot be read, which was reported to `io`.
bool read_whole(const std::string& path, const CompareRequest& request, Input& input, Io& io) {
  std::optional<NamedText> text = read_text(request.text, path, io);
  if (!text) return false;
  text->make_well_formed();
  input.name = std::move(text->name);
  input.text = std::move(text->bytes);
  input.bytes = input.text.size();
  input.characters = count_characters(input.text);
  return true;
}

// As add_counts(). Needs the whole text, and its tokens under two tokenizers.
bool add_differences(const std::string& path, const CompareRequest& request, Input& input, std::vector<Row>& rows,
                     Io& io) {
  if (!read_whole(path, request, input, io)) return false;
  const NamedTokenizer& first = request.tokenizers.front();
  const analysis::EncodedText first_text = encode(*first.encoding, input, request.threads);
  std::vector<std::string> notes;  // on encodings whose tokens cannot be compared
  for (const NamedTokenizer& tokenizer : request.tokenizers) {
    Row& row = rows.emplace_back(Row{&input, &tokenizer, first_text.ids.size(), first_text.ids.size(), {}});
    if (tokenizer.encoding == first.encoding) {
      row.differences.emplace();
      continue;
    }
    const analysis::EncodedText other = encode(*tokenizer.encoding, input, request.threads);
    row.tokens = other.ids.size();
    Result<analysis::Differences> found =
        analysis::diff_hunks(first_text, other, input.text, request.max_hunks);
    if (found) {
      row.differences = *std::move(found);
    } else if (notes.empty() || notes.back() != found.error().message) {
      notes.push_back(std::move(found).error().message);
    }
  }
  for (const std::string& note : notes) io.warn(input.name + ": " + note);
  return true;
}

// The name of the input in the title of a page or a picture.
std::string title_name(const CompareRequest& request, const Input& input) {
  return request.text.text ? "a text" : input.name;
}

// Adds rows without differences, and writes the page. Returns false if the text cannot be read, which was reported.
bool write_page(const std::string& path, const CompareRequest& request, Input& input, std::vector<Row>& rows, Io& io) {
  if (!read_whole(path, request, input, io)) return false;
  const std::vector<compare::Column> columns = compare::columns_of(input.text, request.tokenizers);
  for (const compare::Column& column : columns) {
    rows.push_back({&input, column.tokenizer, column.parts.size(), columns.front().parts.size(), {}});
  }
  texts::write_text_page(*request.files.html, compare::page(title_name(request, input), rows, columns, request.max_passages), input.text.size(),
                         fast_size, io);
  return true;
}

}  // namespace

ExitCode run(const CompareRequest& request, Io& io) {
  std::deque<Input> inputs;  // rows point to them
  std::vector<Row> rows;
  for (const std::string& path : input_paths(request.text)) {
    const auto add = request.files.html ? write_page : request.diff ? add_differences : add_counts;
    if (!add(path, request, inputs.emplace_back(), rows, io)) {
      inputs.pop_back();
    }
  }
  if (inputs.empty()) return ExitCode::failed;
  const bool several = inputs.size() > 1;
  switch (request.format) {
    case Format::json: io.write(compare::json(rows, request.diff)); break;
    case Format::csv: io.write(compare::csv(rows, several)); break;
    case Format::text:
      if (!request.files.any()) io.write(compare::text(rows, several));  // files replace the table for people
      break;
    case Format::markdown: io.write(compare::markdown(rows, several)); break;
  }
  if (request.files.svg) {
    const std::string name = several ? "" : title_name(request, inputs.front());
    write_file(*request.files.svg, compare::picture(rows, name), io);
    warn_of_partial_picture(*request.files.svg, compare::max_texts_drawn, inputs.size(), "texts", io);
  }
  for (const NamedTokenizer& tokenizer : request.tokenizers) {
    if (!tokenizer.exact) warn_of_proxy(io, tokenizer.model, *tokenizer.encoding, tokenizer.note, tokenizer.hint);
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli

#include "commands/chunk/command.hpp"

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "app/usage_error.hpp"
#include "options/exclusive.hpp"
#include "output/format.hpp"
#include "output/json_array.hpp"
#include "tokmill/icu/boundaries.hpp"
#include "tokmill/icu/graphemes.hpp"
#include "tokmill/truncate.hpp"

namespace tokmill::cli {
namespace {

// The last resort before a cut between any two code points: keeps graphemes whole.
void find_graphemes(std::string_view text, std::vector<std::size_t>& offsets) {
  const std::vector<std::size_t> ends = icu::grapheme_ends(text);
  offsets.insert(offsets.end(), ends.begin(), ends.end());
}

void write_json(std::string_view text, const std::vector<Chunk>& chunks, Io& io) {
  output::JsonArray array(io);
  for (const Chunk& one : chunks) array.add(chunk_json(text, one));
  array.end();
}

void write_json_lines(std::string_view text, const std::vector<Chunk>& chunks, Io& io) {
  for (const Chunk& one : chunks) io.write(chunk_json(text, one) + "\n");
}

}  // namespace

void ChunkCommandOptions::declare(Arguments& arguments) {
  limit.declare(arguments, "Maximum tokens per chunk; each chunk is counted on its own",
                "Print one JSON array instead of one line per chunk");
  arguments.number("--overlap", overlap, "N", "Repeat at most N tokens of the end of a chunk in the next one");
  arguments.example("tokmill chunk --max-tokens 500 --overlap 50 book.txt",
                    "Print one line of JSON per chunk: text, tokens, start and end. A chunk ends after a paragraph if "
                    "that leaves it at least half full, else after a sentence, else between words");
}

Result<ChunkRequest> ChunkCommandOptions::validate() const {
  Result<TokenLimitRequest> valid = limit.validate();
  if (!valid) return std::move(valid).error();
  if (Result<void> positive = at_least_one("--max-tokens", limit.max_tokens); !positive) {
    return std::move(positive).error();
  }
  if (overlap.value_or(0) >= valid->max_tokens) {
    return usage_error(
        output::format("--overlap must be less than --max-tokens {}, got {}", valid->max_tokens, *overlap));
  }
  return ChunkRequest{std::move(*valid), overlap.value_or(0)};
}

ExitCode run(const ChunkRequest& request, Io& io) {
  const TokenLimitRequest& limit = request.limit;
  const std::optional<NamedText> input = read_well_formed(limit, io);
  if (!input) return ExitCode::failed;
  const ChunkOptions options{.max_tokens = limit.max_tokens,
                             .overlap = request.overlap,
                             .boundaries = {find_paragraphs, icu::sentence_finder(), icu::word_finder(),
                                            find_graphemes}};
  const Result<std::vector<Chunk>> chunks = chunk(limit.encoding(), input->bytes, options);
  if (!chunks) {
    io.fail(input->name + ": " + chunks.error().message);
    return ExitCode::failed;
  }
  if (limit.json) {
    write_json(input->bytes, *chunks, io);
  } else {
    write_json_lines(input->bytes, *chunks, io);
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli

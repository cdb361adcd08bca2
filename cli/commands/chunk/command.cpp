#include "commands/chunk/command.hpp"

#include "output/format.hpp"

#include "tokmill/icu/boundaries.hpp"
#include "tokmill/icu/graphemes.hpp"

namespace tokmill::cli {
namespace {

// Where words are no help, what a person sees as one character stays whole.
void find_graphemes(std::string_view text, std::vector<std::size_t>& offsets) {
  const std::vector<std::size_t> ends = icu::grapheme_ends(text);
  offsets.insert(offsets.end(), ends.begin(), ends.end());
}

}  // namespace

void ChunkCommandOptions::declare(Arguments& arguments) {
  parts.declare(arguments, "The most tokens that a chunk, counted alone, may have",
                "One array in place of a line for each chunk");
  arguments.number("--overlap", overlap, "N", "How many tokens of a chunk's end the next one repeats, at most");
  arguments.example("tokmill chunk --max-tokens 500 --overlap 50 book.txt",
                    "A line of JSON for each chunk: text, tokens, start and end. Cut behind a paragraph where that "
                    "leaves the chunk at least half full, else behind a sentence, else between words");
}

Result<void> ChunkCommandOptions::validate() const {
  if (Result<void> valid = parts.validate(); !valid) return valid;
  if (*parts.max_tokens == 0) {
    return Error{ErrorCode::invalid_argument, "--max-tokens 0: a chunk of no tokens holds no text", 0};
  }
  if (overlap.value_or(0) >= *parts.max_tokens) {
    return Error{ErrorCode::invalid_argument,
                 output::format("--overlap {} must be below --max-tokens {}", *overlap, *parts.max_tokens), 0};
  }
  return {};
}

ExitCode run(const ChunkCommandOptions& options, Io& io) {
  const Encoding* const encoding = options.parts.encoding(io);
  const std::optional<NamedText> input = options.parts.read(io);
  if (encoding == nullptr || !input) return ExitCode::failed;
  const ChunkOptions how{.max_tokens = *options.parts.max_tokens,
                         .overlap = options.overlap.value_or(0),
                         .boundaries = {find_paragraphs, icu::sentence_finder(), icu::word_finder(), find_graphemes}};
  const Result<std::vector<Chunk>> chunks = chunk(*encoding, input->bytes, how);
  if (!chunks) {
    io.fail(input->name + ": " + chunks.error().message);
    return ExitCode::failed;
  }
  const bool json = options.parts.json;
  if (json) io.write("[");
  for (std::size_t i = 0; i < chunks->size(); ++i) {
    if (json && i > 0) io.write(",");
    io.write(json_of_part(input->bytes, (*chunks)[i]));
    if (!json) io.write("\n");
  }
  if (json) io.write("]\n");
  return ExitCode::ok;
}

}  // namespace tokmill::cli

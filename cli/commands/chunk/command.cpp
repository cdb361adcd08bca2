#include "commands/chunk/command.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/usage_error.hpp"
#include "options/proxy_warning.hpp"
#include "options/text_stream.hpp"
#include "output/format.hpp"
#include "output/json_array.hpp"
#include "tokmill/icu/boundaries.hpp"
#include "tokmill/stream_chunker.hpp"
#include "tokmill/truncate.hpp"

namespace tokmill::cli {
namespace {

// A character has at most as many tokens as bytes, so that with a larger limit it cannot have too many.
constexpr std::size_t longest_character = 4;

// Splits the text in constant memory. Returns false after a failure, which was reported to `io`.
bool chunk_stream(const ChunkRequest& request, TextStream& text, const StreamChunker::OnChunk& on_chunk, Io& io) {
  const TokenLimitRequest& limit = request.limit;
  // Graphemes are the last resort before a cut between any two code points.
  StreamChunker chunker(limit.encoding(), {.max_tokens = limit.max_tokens,
                                           .overlap = request.overlap,
                                           .boundaries = {find_paragraphs, icu::sentence_finder(), icu::word_finder(),
                                                          icu::grapheme_finder()}});
  while (true) {
    const std::optional<std::string_view> block = text.next_well_formed(io);
    if (!block) return false;
    const Result<void> done = block->empty() ? chunker.finish(on_chunk) : chunker.append(*block, on_chunk);
    if (!done) {
      io.fail(text.name() + ": " + done.error().message);
      return false;
    }
    if (block->empty() || io.is_output_lost()) return true;
  }
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
  Result<TokenLimitRequest> valid = limit.validate(1);
  if (!valid) return std::move(valid).error();
  if (overlap.value_or(0) >= valid->max_tokens) {
    const std::string added =
        valid->added_tokens > 0 ? output::format(" without the {} tokens of --add-special", valid->added_tokens) : "";
    return usage_error(output::format("--overlap must be less than --max-tokens {}{}, got {}", *limit.max_tokens, added,
                                      *overlap));
  }
  return ChunkRequest{std::move(*valid), overlap.value_or(0)};
}

ExitCode run(const ChunkRequest& request, Io& io) {
  const TokenLimitRequest& limit = request.limit;
  warn_of_tokenizer(limit.tokenizer, limit.model, io);
  std::optional<TextStream> text =
      TextStream::open(limit.text, input_paths(limit.text).front(), input::TextBlocks::Wait::for_any, io);
  if (!text) return ExitCode::failed;
  if (text->may_be_rejected() || limit.max_tokens < longest_character) io.hold();
  bool is_done = false;
  if (limit.json) {
    output::JsonArray array(io);
    is_done = chunk_stream(
        request, *text,
        [&](const Chunk& chunk, std::string_view bytes) { array.add(chunk_json(chunk, bytes, limit)); }, io);
    array.end();
  } else {
    is_done = chunk_stream(
        request, *text,
        [&](const Chunk& chunk, std::string_view bytes) { io.write(chunk_json(chunk, bytes, limit) + "\n"); }, io);
  }
  if (!is_done) return ExitCode::failed;
  io.release();
  text->warn_if_ill_formed(io);
  return ExitCode::ok;
}

}  // namespace tokmill::cli

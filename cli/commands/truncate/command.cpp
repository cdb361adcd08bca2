#include "commands/truncate/command.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "options/proxy_warning.hpp"
#include "options/text_stream.hpp"
#include "tokmill/stream.hpp"
#include "tokmill/truncate.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {
namespace {

// A part of a text that contains the part to print.
struct TextPart {
  std::string bytes;        // well-formed
  std::uint64_t start = 0;  // its offset in the text, if that is to be printed
};

// Reads the text until no longer prefix can fit in the limit: every prefix that contains the text so far has at least
// its settled tokens. Returns nullopt after a failure, which was reported.
std::optional<TextPart> read_start(const TokenLimitRequest& limit, TextStream& stream, Io& io) {
  TextPart text;
  StreamCounter counter(limit.encoding());
  while (true) {
    const std::optional<std::string_view> block = stream.next_well_formed(io);
    if (!block) return std::nullopt;
    if (block->empty()) break;
    if (counter.settled_tokens() <= limit.max_tokens) {
      text.bytes += *block;
      static_cast<void>(counter.append(*block));  // cannot fail without a policy
    }
    // Under --strict, the rest of a pipe is only checked.
    if (counter.settled_tokens() > limit.max_tokens && !stream.may_be_rejected()) break;
  }
  return text;
}

// Reads the text and keeps as much of its end as can fit in the limit. Skips the text before it if its size is not
// needed. Returns nullopt after a failure, which was reported.
std::optional<TextPart> read_end(const TokenLimitRequest& limit, TextStream& stream, Io& io) {
  const std::size_t most = max_text_size(limit.encoding(), limit.max_tokens);
  if (!limit.json && !stream.skip_to_last(most, io)) return std::nullopt;
  TextPart text;
  while (true) {
    const std::optional<std::string_view> block = stream.next_well_formed(io);
    if (!block) return std::nullopt;
    if (block->empty()) return text;
    text.bytes += *block;
    if (text.bytes.size() <= most || text.bytes.size() - most < std::max(most, block->size())) continue;
    std::size_t dropped = text.bytes.size() - most;
    while (!starts_character(text.bytes[dropped])) --dropped;  // not inside a character
    text.bytes.erase(0, dropped);
    text.start += dropped;
  }
}

}  // namespace

void TruncateOptions::declare(Arguments& arguments) {
  limit.declare(arguments, "Print at most N tokens, counting the printed text on its own",
                "Print an object with text, tokens, start and end");
  arguments.choice("--keep", keep, {"first", "last"}, "Keep the first or the last part of the text");
  arguments.example("tokmill truncate --max-tokens 8000 page.txt", "Print the longest prefix that fits");
  arguments.example("tokmill truncate --max-tokens 2000 --keep last server.log", "Print the longest suffix that fits");
}

Result<TruncateRequest> TruncateOptions::validate() const {
  Result<TokenLimitRequest> valid = limit.validate(0);
  if (!valid) return std::move(valid).error();
  return TruncateRequest{std::move(*valid), keep == "last"};
}

ExitCode run(const TruncateRequest& request, Io& io) {
  const TokenLimitRequest& limit = request.limit;
  warn_of_tokenizer(limit.tokenizer, limit.model, io);
  std::optional<TextStream> stream =
      TextStream::open(limit.text, input_paths(limit.text).front(), input::TextBlocks::Wait::for_any, io);
  if (!stream) return ExitCode::failed;
  const std::optional<TextPart> part =
      request.keep_last ? read_end(limit, *stream, io) : read_start(limit, *stream, io);
  if (!part) return ExitCode::failed;
  stream->warn_if_ill_formed(io);
  const std::string_view text = part->bytes;
  const Result<std::size_t> cut = request.keep_last ? longest_suffix(limit.encoding(), text, limit.max_tokens)
                                                    : longest_prefix(limit.encoding(), text, limit.max_tokens);
  if (!cut) {
    io.fail(stream->name() + ": " + cut.error().message);
    return ExitCode::failed;
  }
  Chunk kept{0, *cut, 0};
  if (request.keep_last) kept = {*cut, text.size(), 0};
  const std::string_view kept_text = text.substr(kept.start, kept.end - kept.start);
  if (!limit.json) {
    io.write(kept_text);
    return ExitCode::ok;
  }
  kept.tokens = limit.encoding().count(kept_text);
  kept.start += part->start;
  kept.end += part->start;
  io.write(chunk_json(kept, kept_text, limit) + "\n");
  return ExitCode::ok;
}

}  // namespace tokmill::cli

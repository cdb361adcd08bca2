#include "commands/truncate/command.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "options/proxy_warning.hpp"
#include "options/text_stream.hpp"
#include "tokmill/stream.hpp"
#include "tokmill/truncate.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {
namespace {

// As read_well_formed(), but stops when no longer prefix of the text can fit in the limit: every prefix that contains
// the text so far has at least its settled tokens.
std::optional<NamedText> read_longest_prefix(const TokenLimitRequest& limit, Io& io) {
  warn_of_proxy(limit.tokenizer, limit.model, io);
  std::optional<TextStream> stream =
      TextStream::open(limit.text, input_paths(limit.text).front(), input::TextBlocks::Wait::for_any, io);
  if (!stream) return std::nullopt;
  NamedText text{stream->name(), {}};
  StreamCounter counter(limit.encoding());
  while (true) {
    const std::optional<std::string_view> block = stream->next_well_formed(io);
    if (!block) return std::nullopt;
    if (block->empty()) break;
    if (counter.settled_tokens() <= limit.max_tokens) {
      text.bytes += *block;
      static_cast<void>(counter.append(*block));  // cannot fail without a policy
    }
    // Under --strict, the rest of a pipe is only checked.
    if (counter.settled_tokens() > limit.max_tokens && !stream->may_be_rejected()) break;
  }
  stream->warn_if_ill_formed(io);
  return text;
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
  Result<TokenLimitRequest> valid = limit.validate();
  if (!valid) return std::move(valid).error();
  return TruncateRequest{std::move(*valid), keep == "last"};
}

ExitCode run(const TruncateRequest& request, Io& io) {
  const TokenLimitRequest& limit = request.limit;
  const std::optional<NamedText> input =
      request.keep_last ? read_well_formed(limit, io) : read_longest_prefix(limit, io);
  if (!input) return ExitCode::failed;
  const std::string_view text = input->bytes;
  const Result<std::size_t> cut = request.keep_last ? longest_suffix(limit.encoding(), text, limit.max_tokens)
                                                    : longest_prefix(limit.encoding(), text, limit.max_tokens);
  if (!cut) {
    io.fail(input->name + ": " + cut.error().message);
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
  io.write(chunk_json(kept, kept_text) + "\n");
  return ExitCode::ok;
}

}  // namespace tokmill::cli

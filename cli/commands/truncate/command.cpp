#include "commands/truncate/command.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "tokmill/truncate.hpp"

namespace tokmill::cli {

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
  const std::optional<NamedText> input = read_well_formed(limit, io);
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
  io.write(chunk_json(text, kept) + "\n");
  return ExitCode::ok;
}

}  // namespace tokmill::cli

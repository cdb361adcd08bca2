#include "commands/truncate/command.hpp"

namespace tokmill::cli {

void TruncateOptions::declare(Arguments& arguments) {
  parts.declare(arguments, "The most tokens that what is printed, counted alone, may have",
                "An object with text, tokens, start and end");
  arguments.choice("--keep", keep, {"first", "last"}, "Which part: the first or the last");
  arguments.example("tokmill truncate --max-tokens 8000 page.txt", "As much of its beginning as fits");
  arguments.example("tokmill truncate --max-tokens 2000 --keep last server.log", "As much of its end as fits");
}

ExitCode run(const TruncateOptions& options, Io& io) {
  const Encoding* const encoding = options.parts.encoding(io);
  const std::optional<NamedText> input = options.parts.read(io);
  if (encoding == nullptr || !input) return ExitCode::failed;
  const std::string_view text = input->bytes;
  const bool first = options.keep == "first";
  const Result<std::size_t> cut = first ? longest_prefix(*encoding, text, *options.parts.max_tokens)
                                        : longest_suffix(*encoding, text, *options.parts.max_tokens);
  if (!cut) {
    io.fail(input->name + ": " + cut.error().message);
    return ExitCode::failed;
  }
  const std::string_view kept = first ? text.substr(0, *cut) : text.substr(*cut);
  if (!options.parts.json) {
    io.write(kept);
    return ExitCode::ok;
  }
  const std::size_t start = first ? 0 : *cut;
  io.write(json_of_part(text, {start, start + kept.size(), encoding->count(kept)}) + "\n");
  return ExitCode::ok;
}

}  // namespace tokmill::cli

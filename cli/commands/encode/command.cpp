#include "commands/encode/command.hpp"

#include "input/json_lines.hpp"
#include "output/join.hpp"
#include "output/npy.hpp"

namespace tokmill::cli {
namespace {

ExitCode encode_lines(const EncodeOptions& options, const Encoding& encoding, Io& io) {
  const SpecialPolicy policy = options.special.policy();
  const std::string field = options.json_lines.field_name();
  input::answer_lines(io, [&](std::string_view line) -> Result<std::string> {
    Result<std::string> text = input::text_of_line(line, field);
    if (!text) return std::move(text).error();
    const Result<std::vector<TokenId>> ids = encoding.encode(*text, policy);
    if (!ids) return ids.error();
    return "[" + output::join(*ids, ",") + "]";
  });
  return ExitCode::ok;
}

}  // namespace

void EncodeOptions::declare(Arguments& arguments) {
  text.declare(arguments);
  tokenizer.declare(arguments);
  special.declare(arguments);
  arguments.flag("--json", json, "An array of ids");
  json_lines.declare(arguments, "one array");
  arguments.text("--npy", npy_path, "FILE", "Write a NumPy array to FILE: uint16 where all ids of the encoding fit, else uint32");
  arguments.example("tokmill encode -t 'hello world'", "Ids, separated by spaces");
  arguments.example("tokmill encode --npy corpus.npy corpus.txt", "Ids for numpy.load");
}

Result<void> EncodeOptions::validate() const {
  if (Result<void> lines = json_lines.validate(text); !lines) return lines;
  if (static_cast<int>(json) + static_cast<int>(json_lines.wanted) + static_cast<int>(npy_path.has_value()) > 1) {
    return Error{ErrorCode::invalid_argument, "--json, --jsonl and --npy are forms of output: give one", 0};
  }
  if (Result<const Encoding*> encoding = tokenizer.find(); !encoding) return std::move(encoding).error();
  return text.validate(1);
}

ExitCode run(const EncodeOptions& options, Io& io) {
  const Encoding& encoding = **options.tokenizer.find();
  if (options.json_lines.wanted) return encode_lines(options, encoding, io);

  const std::optional<NamedText> input = read_text(options.text, input_paths(options.text).front(), io);
  if (!input) return ExitCode::failed;
  const Result<std::vector<TokenId>> ids = encoding.encode(input->bytes, options.special.policy());
  if (!ids) {
    io.fail(input->name + ": " + ids.error().message);
    return ExitCode::failed;
  }
  if (options.npy_path) {
    const Result<void> written = output::write_npy(*options.npy_path, *ids, encoding.vocabulary_size());
    if (!written) io.fail(*options.npy_path + ": " + written.error().message);
  } else if (options.json) {
    io.write("[" + output::join(*ids, ",") + "]\n");
  } else {
    io.write(output::join(*ids, " ") + "\n");
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli

#include "commands/encode/command.hpp"

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "input/json_lines.hpp"
#include "options/exclusive.hpp"
#include "options/line_texts.hpp"
#include "output/file.hpp"
#include "output/join.hpp"
#include "output/npy.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli {
namespace {

using Output = EncodeRequest::Output;

std::string json_of(std::span<const TokenId> ids) {
  formats::JsonWriter json;
  json.begin_array();
  for (const TokenId id : ids) json.value(id);
  json.end_array();
  return std::move(json).text();
}

ExitCode encode_lines(const EncodeRequest& request, Io& io) {
  LineTexts texts(request.field, request.text.strict, io);
  input::answer_lines(io, [&](std::string_view line) -> Result<std::string> {
    Result<std::string> text = texts.next(line);
    if (!text) return std::move(text).error();
    const Result<std::vector<TokenId>> ids = request.encoding->encode(*text, request.special);
    if (!ids) return ids.error();
    return json_of(*ids);
  });
  return ExitCode::ok;
}

}  // namespace

void EncodeOptions::declare(Arguments& arguments) {
  text.declare(arguments);
  tokenizer.declare(arguments);
  special.declare(arguments);
  threads.declare(arguments);
  arguments.flag("--json", json, "Print one JSON array");
  json_lines.declare(arguments, "one JSON array");
  arguments.text("--npy", npy_path, "FILE",
                 "Write a NumPy array to FILE (-: standard output): uint16 if all ids of the encoding fit, else uint32");
  arguments.example("tokmill encode -t 'hello world'", "Print ids separated by spaces");
  arguments.example("tokmill encode --npy corpus.npy corpus.txt", "Write ids for numpy.load");
}

Result<EncodeRequest> EncodeOptions::validate() const {
  const bool is_json_lines = json_lines.enabled;
  if (Result<void> valid = json_lines.validate(text); !valid) return std::move(valid).error();
  if (Result<void> valid =
          at_most_one({{"--json", json}, {"--jsonl", is_json_lines}, {"--npy", npy_path.has_value()}});
      !valid) {
    return std::move(valid).error();
  }
  const Result<const Encoding*> encoding = tokenizer.find();
  if (!encoding) return encoding.error();
  if (Result<void> valid = text.validate(1); !valid) return std::move(valid).error();
  if (Result<void> valid = threads.validate(); !valid) return std::move(valid).error();

  EncodeRequest request;
  request.text = text;
  request.encoding = *encoding;
  request.special = special.policy();
  request.output = json ? Output::json : is_json_lines ? Output::json_lines : npy_path ? Output::npy : Output::ids;
  request.field = json_lines.field_name();
  request.npy_path = npy_path.value_or("");
  request.threads = threads.count();
  return request;
}

ExitCode run(const EncodeRequest& request, Io& io) {
  if (request.output == Output::json_lines) return encode_lines(request, io);

  const std::optional<NamedText> input = read_text(request.text, input_paths(request.text).front(), io);
  if (!input) return ExitCode::failed;
  const Result<std::vector<TokenId>> ids = encode_text(*request.encoding, input->bytes, request.special, request.threads);
  if (!ids) {
    io.fail(input->name + ": " + ids.error().message);
    return ExitCode::failed;
  }
  if (request.output == Output::npy) {
    report_written(request.npy_path, output::write_npy(request.npy_path, *ids, request.encoding->vocabulary_size()), io);
  } else if (request.output == Output::json) {
    io.write(json_of(*ids) + "\n");
  } else {
    io.write(output::join(*ids, " ") + "\n");
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli

#include "commands/decode/command.hpp"

#include <string_view>
#include <utility>

#include "commands/decode/ids.hpp"
#include "input/json_lines.hpp"
#include "options/exclusive.hpp"
#include "options/text_option.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli {
namespace {

ExitCode decode_lines(const Encoding& encoding, Io& io) {
  input::answer_lines(io, false, [&](std::string_view line) -> Result<std::string> {
    const Result<std::vector<TokenId>> ids = input::ids_of_array(line);
    if (!ids) return ids.error();
    const Result<std::string> bytes = encoding.decode(*ids);
    if (!bytes) return bytes.error();
    return formats::json_string(*bytes);
  });
  return ExitCode::ok;
}

// `name`: the prefix of messages.
ExitCode decode_ids(const Encoding& encoding, const Result<std::vector<TokenId>>& ids, std::string_view name, Io& io) {
  const Result<std::string> bytes = ids ? encoding.decode(*ids) : Result<std::string>(ids.error());
  if (!bytes) {
    io.fail(output::format("{}{}", name, bytes.error().message));
    return ExitCode::failed;
  }
  io.write(*bytes);
  return ExitCode::ok;
}

}  // namespace

void DecodeOptions::declare(Arguments& arguments) {
  arguments.positionals("ID", ids, "Token ids (default: read ids or a JSON array from standard input)");
  tokenizer.declare(arguments);
  arguments.flag("--jsonl", json_lines,
                 "Read a JSON array of ids from each line of standard input; print one JSON string per line");
  threads.declare_unused(arguments);
  arguments.example("tokmill decode -e cl100k_base 15339 1917", "Print \"hello world\"");
}

Result<DecodeRequest> DecodeOptions::validate() const {
  if (const Result<void> valid = at_most_one({{"--jsonl", json_lines}, {"ID", !ids.empty()}}); !valid) {
    return valid.error();
  }
  if (const Result<void> valid = threads.validate(); !valid) return valid.error();
  Result<ChosenTokenizer> chosen = tokenizer.find();
  if (!chosen) return std::move(chosen).error();
  const Encoding* const encoding = chosen->encoding;
  DecodeRequest request{encoding, json_lines, std::nullopt, std::move(chosen->name_notes)};
  if (!ids.empty()) {
    Result<std::vector<TokenId>> parsed = decode::parse_ids(output::join(ids, " "));
    if (!parsed && parsed.error().code != ErrorCode::token_out_of_range) return std::move(parsed).error();
    request.ids = std::move(parsed);
  }
  return request;
}

ExitCode run(const DecodeRequest& request, Io& io) {
  if (request.json_lines) return decode_lines(*request.encoding, io);
  if (request.ids) return decode_ids(*request.encoding, *request.ids, "", io);

  const Result<std::string> input = read_marked("-", "standard input", io);
  if (!input) {
    io.fail("standard input: " + input.error().message);
    return ExitCode::failed;
  }
  const Result<std::vector<TokenId>> ids = decode::parse_ids(*input);
  if (!ids && ids.error().code != ErrorCode::token_out_of_range) {
    io.warn("standard input: " + ids.error().message);
    return ExitCode::usage;
  }
  return decode_ids(*request.encoding, ids, ids ? "" : "standard input: ", io);
}

}  // namespace tokmill::cli

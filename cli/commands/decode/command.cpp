#include "commands/decode/command.hpp"

#include <charconv>

#include "input/json_lines.hpp"
#include "input/reader.hpp"
#include "output/join.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli {
namespace {

constexpr std::string_view blanks = " \t\r\n";

Result<TokenId> parse_id(std::string_view digits) {
  TokenId id = 0;
  const auto [stop, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
  if (problem != std::errc() || stop != digits.data() + digits.size()) {
    return Error{ErrorCode::malformed_number, "not an id: '" + std::string(digits) + "'", 0};
  }
  return id;
}

Result<std::vector<TokenId>> parse_ids(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first != std::string_view::npos && text[first] == '[') return input::ids_of_array(text);
  std::vector<TokenId> ids;
  std::size_t start = first;
  while (start != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(blanks, start), text.size());
    const Result<TokenId> id = parse_id(text.substr(start, end - start));
    if (!id) return id.error();
    ids.push_back(*id);
    start = text.find_first_not_of(blanks, end);
  }
  return ids;
}

ExitCode decode_lines(const Encoding& encoding, Io& io) {
  input::answer_lines(io, [&](std::string_view line) -> Result<std::string> {
    const Result<std::vector<TokenId>> ids = input::ids_of_array(line);
    if (!ids) return ids.error();
    const Result<std::string> bytes = encoding.decode(*ids);
    if (!bytes) return bytes.error();
    return formats::json_string(*bytes);
  });
  return ExitCode::ok;
}

}  // namespace

void DecodeOptions::declare(Arguments& arguments) {
  arguments.positionals("ID", ids, "Ids in decimal; none: standard input, decimal or a JSON array");
  tokenizer.declare(arguments);
  arguments.flag("--jsonl", json_lines, "Each line of standard input is an array of ids; one JSON string a line");
  arguments.example("tokmill decode -e cl100k_base 15339 1917", "hello world");
}

Result<void> DecodeOptions::validate() const {
  if (json_lines && !ids.empty()) {
    return Error{ErrorCode::invalid_argument, "--jsonl reads standard input: give no ids", 0};
  }
  if (Result<const Encoding*> encoding = tokenizer.find(); !encoding) return std::move(encoding).error();
  if (const Result<std::vector<TokenId>> parsed = parse_ids(output::join(ids, " ")); !parsed) return parsed.error();
  return {};
}

ExitCode run(const DecodeOptions& options, Io& io) {
  const Encoding& encoding = **options.tokenizer.find();
  if (options.json_lines) return decode_lines(encoding, io);

  std::string text = output::join(options.ids, " ");
  if (options.ids.empty()) {
    Result<std::string> input = read_input("-");
    if (!input) {
      io.fail("standard input: " + input.error().message);
      return ExitCode::failed;
    }
    text = std::move(input).value();
  }
  const Result<std::vector<TokenId>> ids = parse_ids(text);
  if (!ids) {
    io.warn("standard input: " + ids.error().message);
    return ExitCode::usage;
  }
  const Result<std::string> bytes = encoding.decode(*ids);
  if (!bytes) {
    io.fail(bytes.error().message);
    return ExitCode::failed;
  }
  io.write(*bytes);
  return ExitCode::ok;
}

}  // namespace tokmill::cli

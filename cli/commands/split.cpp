#include "commands/split.hpp"

#include <fmt/format.h>

#include "json/json.hpp"
#include "tokmill/text.hpp"

namespace tokmill::cli {
namespace {

// As a person reads it; a token that is only a part of a character shows its bytes.
std::string shown(std::string_view bytes) {
  if (!find_ill_formed(bytes)) return std::string(bytes);
  std::string text;
  for (const char byte : bytes) text += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
  return text;
}

std::string hexadecimal(std::string_view bytes) {
  std::string digits;
  for (const char byte : bytes) digits += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return digits;
}

// One token or piece: `id` is empty for a piece.
std::string json_row(std::string_view bytes, std::string_view id, std::size_t start) {
  const std::string text = find_ill_formed(bytes) ? "null" : json::quoted(bytes);
  return fmt::format(R"({{{}"text":{},"bytes":"{}","start":{},"end":{}}})", id, text, hexadecimal(bytes), start,
                     start + bytes.size());
}

void write_rows(const std::vector<std::string>& rows, bool json, Io& io) {
  if (json) io.write("[");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) io.write(json ? "," : "|");
    io.write(rows[i]);
  }
  io.write(json ? "]\n" : "\n");
}

}  // namespace

void SplitOptions::declare(Arguments& arguments) {
  text.declare(arguments);
  tokenizer.declare(arguments);
  special.declare(arguments);
  arguments.flag("--pieces", pieces, "The pre-tokenizer's pieces in place of tokens");
  arguments.flag("--json", json, "An array of objects with id, text, bytes, start and end");
  arguments.example("tokmill split -t 12345678", "123|456|78");
}

Result<void> SplitOptions::validate() const {
  if (Result<const Encoding*> encoding = tokenizer.find(); !encoding) return std::move(encoding).error();
  return text.validate(1);
}

ExitCode run(const SplitOptions& options, Io& io) {
  const Encoding& encoding = **options.tokenizer.find();
  const std::optional<NamedText> input = read_text(options.text, input_paths(options.text).front(), io);
  if (!input) return ExitCode::failed;
  const std::string text = replace_ill_formed(input->bytes);

  std::vector<std::string> rows;
  if (options.pieces) {
    for (const Span& piece : encoding.pieces(text)) {
      const std::string_view bytes = std::string_view(text).substr(piece.start, piece.end - piece.start);
      rows.push_back(options.json ? json_row(bytes, "", piece.start) : shown(bytes));
    }
  } else {
    const Result<std::vector<TokenId>> ids = encoding.encode(text, options.special.policy());
    if (!ids) {
      io.fail(input->name + ": " + ids.error().message);
      return ExitCode::failed;
    }
    std::size_t start = 0;
    for (const TokenId id : *ids) {
      const std::string_view bytes = *encoding.token_bytes(id);
      rows.push_back(options.json ? json_row(bytes, fmt::format(R"("id":{},)", id), start) : shown(bytes));
      start += bytes.size();
    }
  }
  write_rows(rows, options.json, io);
  return ExitCode::ok;
}

}  // namespace tokmill::cli

#include "commands/split/command.hpp"

#include "output/format.hpp"

#include "commands/split/page.hpp"
#include "commands/split/part.hpp"
#include "commands/split/terminal_view.hpp"
#include "output/file.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "output/table.hpp"
#include "output/terminal.hpp"
#include "output/visible.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {
namespace {

using split::Part;

// What of the text the token stands for. A special token may be written in two ways (200018 of
// o200k_harmony); the text has the one that it has.
std::string_view bytes_in_text(const Encoding& encoding, TokenId id, std::string_view rest) {
  const std::string_view bytes = *encoding.token_bytes(id);
  if (rest.starts_with(bytes)) return rest.substr(0, bytes.size());
  for (const SpecialToken& special : encoding.special_tokens()) {
    if (special.id == id && rest.starts_with(special.name)) return special.name;
  }
  return bytes;
}

Result<std::vector<Part>> parts_of(const SplitOptions& options, const Encoding& encoding,
                                   std::string_view text) {
  std::vector<Part> parts;
  if (options.pieces) {
    for (const Span& piece : encoding.pieces(text)) {
      parts.push_back({text.substr(piece.start, piece.end - piece.start), std::nullopt, piece.start});
    }
    return parts;
  }
  const Result<std::vector<TokenId>> ids = encoding.encode(text, options.special.policy());
  if (!ids) return ids.error();
  std::size_t start = 0;
  for (const TokenId id : *ids) {
    parts.push_back({bytes_in_text(encoding, id, text.substr(start)), id, start});
    start = parts.back().end();
  }
  return parts;
}

void write_json(const std::vector<Part>& parts, Io& io) {
  io.write("[");
  std::string_view separator;
  for (const Part& part : parts) {
    const std::string id = part.id ? output::format(R"("id":{},)", *part.id) : "";
    const std::string text = find_ill_formed(part.bytes) ? "null" : formats::json_string(part.bytes);
    io.write(output::format(R"({}{{{}"text":{},"bytes":"{}","start":{},"end":{}}})", separator, id, text,
                         output::hexadecimal(part.bytes), part.start, part.end()));
    separator = ",";
  }
  io.write("]\n");
}

output::Table table_of(const std::vector<Part>& parts, bool with_ids) {
  output::Table table;
  if (with_ids) table.columns.push_back({"id", output::Align::right});
  table.columns.insert(table.columns.end(),
                       {{"text"}, {"bytes"}, {"start", output::Align::right}, {"end", output::Align::right}});
  for (const Part& part : parts) {
    std::vector<std::string> row;
    if (with_ids) row.push_back(std::to_string(*part.id));
    row.insert(row.end(), {output::text_or_escapes(part.bytes), output::hexadecimal(part.bytes),
                           std::to_string(part.start), std::to_string(part.end())});
    table.rows.push_back(std::move(row));
  }
  return table;
}

void write_plain(const std::vector<Part>& parts, Io& io) {
  std::string_view separator;
  for (const Part& part : parts) {
    io.write(separator);
    io.write(output::text_or_escapes(part.bytes));
    separator = "|";
  }
  io.write("\n");
}

}  // namespace

void SplitOptions::declare(Arguments& arguments) {
  text.declare(arguments);
  tokenizer.declare(arguments);
  special.declare(arguments);
  arguments.flag("--pieces", pieces, "The pre-tokenizer's pieces in place of tokens");
  arguments.flag("--ids", ids, "The id of each token beneath it, in lines as wide as the terminal");
  color.declare(arguments);
  arguments.flag("--json", json, "An array of objects with id, text, bytes, start and end");
  arguments.flag("--csv", csv, "The same as a table, with commas");
  arguments.flag("--markdown", markdown, "The same as a table in Markdown");
  arguments.text("--html", html_path, "FILE", "Write one self-contained page to FILE");
  arguments.example("tokmill split -t 12345678", "123|456|78");
  arguments.example("tokmill split --ids README.md", "Tokens with their ids; in colour on a terminal");
  arguments.example("tokmill split --html page.html README.md", "A page to send to a colleague");
}

Result<void> SplitOptions::validate() const {
  if (static_cast<int>(json) + static_cast<int>(csv) + static_cast<int>(markdown) + static_cast<int>(ids) >
      1) {
    return Error{ErrorCode::invalid_argument,
                 "--json, --csv, --markdown and --ids are forms of output: give one", 0};
  }
  if (ids && pieces)
    return Error{ErrorCode::invalid_argument, "pieces have no ids: give --ids or --pieces", 0};
  if (Result<const Encoding*> encoding = tokenizer.find(); !encoding) return std::move(encoding).error();
  return text.validate(1);
}

ExitCode run(const SplitOptions& options, Io& io) {
  const Encoding& encoding = **options.tokenizer.find();
  const std::optional<NamedText> input = read_text(options.text, input_paths(options.text).front(), io);
  if (!input) return ExitCode::failed;
  const std::string text = replace_ill_formed(input->bytes);
  Result<std::vector<Part>> parts = parts_of(options, encoding, text);
  if (!parts) {
    io.fail(input->name + ": " + parts.error().message);
    return ExitCode::failed;
  }

  split::View view{options.text.text ? "a text" : input->name, std::string(encoding.name()), text, 0,
                   std::move(*parts)};
  const bool color = options.color.enabled();
  if (options.html_path || options.ids || color) mark_graphemes(view);
  if (options.html_path) {
    const Result<void> written = write_file(*options.html_path, split::page(view));
    if (!written) io.fail(*options.html_path + ": " + written.error().message);
  }

  if (options.json) {
    write_json(view.parts, io);
  } else if (options.csv) {
    io.write(output::csv(table_of(view.parts, !options.pieces)));
  } else if (options.markdown) {
    io.write(output::markdown(table_of(view.parts, !options.pieces)));
  } else if (options.ids) {
    io.write(split::with_ids(view, output_width(), color));
  } else if (options.html_path) {
    return ExitCode::ok;  // the page was what was asked for
  } else if (color) {
    io.write(split::colored(view));
  } else {
    write_plain(view.parts, io);
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli

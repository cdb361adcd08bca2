#include "commands/split/command.hpp"

#include <utility>
#include <vector>

#include "commands/split/output.hpp"
#include "commands/split/page.hpp"
#include "commands/split/part.hpp"
#include "commands/split/terminal_view.hpp"
#include "options/exclusive.hpp"
#include "output/file.hpp"
#include "output/table.hpp"
#include "output/terminal.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {
namespace {

using Output = SplitRequest::Output;

Output output_of(Format format, bool ids, bool color, bool html) {
  switch (format) {
    case Format::json:
      return Output::json;
    case Format::csv:
      return Output::csv;
    case Format::markdown:
      return Output::markdown;
    case Format::text:
      break;
  }
  if (ids) return Output::ids;
  if (html) return Output::none;
  return color ? Output::colored : Output::separated;
}

void write(const SplitRequest& request, const split::View& view, Io& io) {
  switch (request.output) {
    case Output::separated:
      split::write_separated(view.parts, io);
      break;
    case Output::colored:
      io.write(split::colored(view));
      break;
    case Output::ids:
      io.write(split::with_ids(view, output_width(), request.color));
      break;
    case Output::json:
      split::write_json(view.parts, io);
      break;
    case Output::csv:
      io.write(output::csv(split::table(view.parts, !request.pieces)));
      break;
    case Output::markdown:
      io.write(output::markdown(split::table(view.parts, !request.pieces)));
      break;
    case Output::none:
      break;
  }
}

}  // namespace

void SplitOptions::declare(Arguments& arguments) {
  text.declare(arguments);
  tokenizer.declare(arguments);
  special.declare(arguments);
  threads.declare(arguments);
  arguments.flag("--pieces", pieces, "Show the pieces of the pre-tokenizer instead of tokens");
  arguments.flag("--ids", ids, "Print the id of each token below it, in lines as wide as the terminal");
  color.declare(arguments);
  format.declare(arguments, "Print one JSON array of objects with id, text, bytes, start and end");
  arguments.text("--html", html_path, "FILE", "Write a self-contained HTML page to FILE (-: standard output)");
  arguments.example("tokmill split -t 12345678", "Print 123|456|78");
  arguments.example("tokmill split --ids README.md", "Print tokens with their ids, in color on a terminal");
  arguments.example("tokmill split --html page.html README.md", "Write a page to share");
}

Result<SplitRequest> SplitOptions::validate() const {
  if (Result<void> valid = at_most_one(
          {{"--json", format.json}, {"--csv", format.csv}, {"--markdown", format.markdown}, {"--ids", ids}});
      !valid) {
    return std::move(valid).error();
  }
  if (Result<void> valid = at_most_one({{"--ids", ids}, {"--pieces", pieces}}); !valid) {
    return std::move(valid).error();
  }
  if (Result<void> valid = excludes({"--html -", html_path == "-"}, {{"--json", format.json},
                                                                     {"--csv", format.csv},
                                                                     {"--markdown", format.markdown},
                                                                     {"--ids", ids}});
      !valid) {
    return std::move(valid).error();
  }
  const Result<Format> chosen_format = format.format();
  if (!chosen_format) return chosen_format.error();
  const Result<const Encoding*> encoding = tokenizer.find();
  if (!encoding) return encoding.error();
  if (Result<void> valid = text.validate(1); !valid) return std::move(valid).error();
  if (Result<void> valid = threads.validate(); !valid) return std::move(valid).error();

  SplitRequest request;
  request.text = text;
  request.encoding = *encoding;
  request.special = special.policy();
  request.pieces = pieces;
  request.color = color.enabled();
  request.output = output_of(*chosen_format, ids, request.color, html_path.has_value());
  request.html_path = html_path;
  request.threads = threads.count();
  return request;
}

ExitCode run(const SplitRequest& request, Io& io) {
  const std::optional<NamedText> input = read_text(request.text, input_paths(request.text).front(), io);
  if (!input) return ExitCode::failed;
  const std::string text = replace_ill_formed(input->bytes);
  Result<std::vector<split::Part>> parts =
      request.pieces ? split::pieces_of(*request.encoding, text)
                     : split::tokens_of(*request.encoding, text, request.special, request.threads);
  if (!parts) {
    io.fail(input->name + ": " + parts.error().message);
    return ExitCode::failed;
  }
  split::View view{request.text.text ? "a text" : input->name, std::string(request.encoding->name()), text, 0,
                   std::move(*parts)};
  if (request.html_path || request.output == Output::ids || request.output == Output::colored) {
    split::mark_graphemes(view);
  }
  if (request.html_path) write_file(*request.html_path, split::page(view), io);
  write(request, view, io);
  return ExitCode::ok;
}

}  // namespace tokmill::cli

#include "commands/split/command.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "app/usage_error.hpp"
#include "commands/split/output.hpp"
#include "commands/split/page.hpp"
#include "commands/split/part.hpp"
#include "commands/split/picture.hpp"
#include "commands/split/terminal_view.hpp"
#include "commands/split/waste/run.hpp"
#include "input/reader.hpp"
#include "options/date_option.hpp"
#include "options/encoding_source.hpp"
#include "options/exclusive.hpp"
#include "options/text_stream.hpp"
#include "output/file.hpp"
#include "output/table.hpp"
#include "output/terminal.hpp"
#include "texts/part_html.hpp"
#include "tokmill/stream.hpp"

namespace tokmill::cli {
namespace {

using Output = SplitRequest::Output;

Output output_of(Format format, bool ids, bool for_people, bool has_files) {
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
  if (has_files) return Output::none;
  return for_people ? Output::visible : Output::separated;
}

// Whether with_writer() has a writer of the output: it needs one token at a time.
bool is_by_token(Output output) {
  return output == Output::separated || output == Output::json || output == Output::csv || output == Output::markdown;
}

// Calls use(writer). A writer writes what precedes the first token when it is made.
template <class Use>
void with_writer(const SplitRequest& request, Io& io, const Use& use) {
  if (request.output == Output::json) {
    split::JsonParts writer(io);
    use(writer);
  } else if (request.output == Output::separated) {
    split::SeparatedParts writer(io);
    use(writer);
  } else {
    const bool is_csv = request.output == Output::csv;
    split::TableParts writer(io, is_csv ? output::csv_rows : output::markdown_rows, !request.pieces);
    use(writer);
  }
}

// Writes the tokens in constant memory. Returns false after a failure, which was reported.
template <class Writer>
bool write_tokens(const SplitRequest& request, TextStream& text, Writer& writer, Io& io) {
  StreamEncoder encoder(*request.encoding, request.special);
  std::vector<TokenId> ids;
  std::vector<std::uint64_t> ends;
  std::uint64_t start = 0;
  const auto write_added = [&](std::span<const TokenId> added) {
    for (const TokenId id : added) writer.add(texts::added_part(*request.encoding, id, start));
  };
  write_added(request.added.prefix);
  const auto write_settled = [&] {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      writer.add(texts::token_part(*request.encoding, ids[i], start, ends[i]));
      start = ends[i];
    }
    ids.clear();
    ends.clear();
  };
  const auto fail = [&](const Result<void>& done) {
    io.fail(text.name() + ": " + done.error().message);
    return false;
  };
  while (!io.is_output_lost()) {
    std::optional<std::string_view> block = text.next(io);
    if (!block) return false;
    if (block->empty()) break;
    while (!block->empty() && !io.is_output_lost()) {
      constexpr std::size_t most = 1 << 18;  // to keep the lists of tokens small
      if (const Result<void> done = encoder.append(block->substr(0, most), ids, &ends); !done) return fail(done);
      block->remove_prefix(std::min(block->size(), most));
      write_settled();
    }
  }
  if (const Result<void> done = encoder.finish(ids, &ends); !done) return fail(done);
  write_settled();
  write_added(request.added.suffix);
  writer.end();
  io.release();
  text.warn_if_ill_formed(io, encoder.first_ill_formed());
  return true;
}

ExitCode write_stream(const SplitRequest& request, Io& io) {
  std::optional<TextStream> text =
      TextStream::open(request.text, input_paths(request.text).front(), input::TextBlocks::Wait::for_full, io);
  if (!text) return ExitCode::failed;
  if (text->may_be_rejected() || request.special_is_error) io.hold();
  bool is_done = false;
  with_writer(request, io, [&](auto& writer) { is_done = write_tokens(request, *text, writer, io); });
  return is_done ? ExitCode::ok : ExitCode::failed;
}

void write_picture(const std::string& path, const split::View& view, Io& io) {
  write_file(path, split::picture(view), io);
  warn_of_partial_picture(path, split::max_drawn, view.parts.size(), view.noun(), io);
}

void write(const SplitRequest& request, const split::View& view, Io& io) {
  if (is_by_token(request.output)) {
    with_writer(request, io, [&](auto& writer) {
      for (const split::Part& part : view.parts) writer.add(part);
      writer.end();
    });
    return;
  }
  if (request.output == Output::none) return;
  const bool is_terminal = output_is_terminal();
  split::Style style{.color = request.color, .separator = is_terminal ? "│" : "|"};
  if (request.output == Output::ids || is_terminal) style.width = output_width();
  io.write(request.output == Output::ids ? split::with_ids(view, style) : split::text_view(view, style));
  if (is_terminal || request.color) io.summarize(split::summary(view));
}

}  // namespace

void SplitOptions::declare(Arguments& arguments) {
  text.declare(arguments);
  tokenizer.declare(arguments);
  special.declare(arguments);
  add_special.declare(arguments);
  threads.declare_unused(arguments);
  arguments.flag("--pieces", pieces, "Show the pieces of the pre-tokenizer instead of tokens");
  arguments.flag("--ids", ids, "Print the id of each token below it, in lines as wide as the terminal");
  color.declare(arguments);
  format.declare(arguments, "Print one JSON array of objects with id, text, bytes, start and end");
  files.declare_html(arguments, "Write a self-contained HTML page to FILE");
  files.declare_svg(arguments, "Write a picture of the tokens with their ids to FILE");
  arguments.flag("--waste", waste,
                 "Report what to change so that the text has fewer tokens, with the tokens that each change saves: "
                 "white space, repeated lines, keys and digests, decimal places, characters in single bytes. Each saving "
                 "is counted with the changed text. With --model: also what the text costs before and after");
  arguments.number("--top", top, "N", "With --waste: list at most N places and N lines (default: 5)");
  arguments.example("tokmill split -t 12345678", "Print 123|456|78");
  arguments.example("tokmill split --ids README.md", "Print tokens with their ids, in color on a terminal");
  arguments.example("tokmill split --html page.html README.md", "Write a page to share");
  arguments.example("tokmill split --svg tokens.svg -t 'Some text'", "Draw a picture for an article");
  arguments.example("tokmill split --waste prompt.md", "Report where a prompt takes more tokens than it needs");
}

Result<void> SplitOptions::validate_waste() const {
  if (top && !waste) return usage_error("--top requires --waste");
  if (Result<void> valid = at_least_one("--top", top); !valid) return valid;
  return excludes({"--waste", waste}, {{"--pieces", pieces},
                                       {"--ids", ids},
                                       {"--html", files.html.has_value()},
                                       {"--svg", files.svg.has_value()},
                                       {"--special", special.choice != "text"},
                                       {"--add-special", add_special.enabled}});
}

Result<std::optional<split::PricedBy>> SplitOptions::validate_price() const {
  if (!tokenizer.model) return std::optional<split::PricedBy>();
  Result<pricing::PriceBook> book = tokenizer.prices.load();
  if (!book) return std::move(book).error();
  return std::optional(split::PricedBy{*tokenizer.model, std::move(*book), *DateOption().date()});
}

Result<SplitRequest> SplitOptions::validate() const {
  if (Result<void> valid = at_most_one(
          {{"--json", format.json}, {"--csv", format.csv}, {"--markdown", format.markdown}, {"--ids", ids}});
      !valid) {
    return std::move(valid).error();
  }
  if (Result<void> valid = excludes({"--pieces", pieces}, {{"--ids", ids},
                                                           {"--special", special.choice != "text"},
                                                           {"--add-special", add_special.enabled}});
      !valid) {
    return std::move(valid).error();
  }
  if (Result<void> valid = files.validate(
          {{"--json", format.json}, {"--csv", format.csv}, {"--markdown", format.markdown}, {"--ids", ids}});
      !valid) {
    return std::move(valid).error();
  }
  if (Result<void> valid = validate_waste(); !valid) return std::move(valid).error();
  const Result<Format> chosen_format = format.format();
  if (!chosen_format) return chosen_format.error();
  Result<ChosenTokenizer> chosen = tokenizer.find();
  if (!chosen) return std::move(chosen).error();
  if (Result<void> valid = text.validate(1); !valid) return std::move(valid).error();
  if (Result<void> valid = threads.validate(); !valid) return std::move(valid).error();

  SplitRequest request;
  request.text = text;
  request.encoding = chosen->encoding;
  request.name_notes = std::move(chosen->name_notes);
  request.special = special.policy();
  request.added = add_special.tokens_of(*chosen->encoding);
  request.pieces = pieces;
  request.color = color.enabled();
  request.output =
      output_of(*chosen_format, ids, request.color || output_is_terminal(), files.any());
  request.files = files;
  request.special_is_error = special.choice == "error";
  constexpr std::size_t default_top = 5;
  if (waste) {
    Result<std::optional<split::PricedBy>> priced_by = validate_price();
    if (!priced_by) return std::move(priced_by).error();
    request.waste = {*chosen_format, top.value_or(default_top), *std::move(priced_by)};
  }
  return request;
}

ExitCode run(const SplitRequest& request, Io& io) {
  if (request.waste) return split::report_waste(*request.waste, request.text, *request.encoding, io);
  if (is_by_token(request.output) && !request.pieces && !request.files.any()) return write_stream(request, io);
  std::optional<NamedText> input = read_text(request.text, input_paths(request.text).front(), io);
  if (!input) return ExitCode::failed;
  input->make_well_formed();
  const std::string text = request.encoding->tokenized_text(input->bytes, request.special);
  Result<std::vector<split::Part>> parts =
      request.pieces ? split::pieces_of(*request.encoding, input->bytes, text)
                     : texts::tokens_of(*request.encoding, input->bytes, request.special, request.added);
  if (!parts) {
    io.fail(input->name + ": " + parts.error().message);
    return ExitCode::failed;
  }
  split::View view{request.text.text ? "a text" : input->name, encoding_label(request.encoding->name()), text, 0,
                   std::move(*parts)};
  if (request.files.any() || !is_by_token(request.output)) view.graphemes = texts::mark_graphemes(text, view.parts);
  if (request.files.html) {
    constexpr std::size_t fast_size = std::size_t{1} << 20;
    texts::write_text_page(*request.files.html, split::page(view), text.size(), fast_size, io);
  }
  if (request.files.svg) write_picture(*request.files.svg, view, io);
  write(request, view, io);
  return ExitCode::ok;
}

}  // namespace tokmill::cli

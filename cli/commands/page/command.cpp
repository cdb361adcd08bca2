#include "commands/page/command.hpp"

#include <optional>
#include <utility>

#include "app/usage_error.hpp"
#include "commands/page/page.hpp"
#include "output/file.hpp"

namespace tokmill::cli {

void PageOptions::declare(Arguments& arguments) {
  arguments.text("--html", html_path, "FILE", "Write the page to FILE (-: standard output)");
  text.declare(arguments, "Start with the text of this file (-: standard input; default: an example)");
  encodings.declare(arguments, "o200k_base, cl100k_base, r50k_base");
  date.declare(arguments);
  arguments.example("tokmill page --html tokens.html", "Write a page that tokenizes as you type, offline");
  arguments.example("tokmill page --html tokens.html -e ./tokenizer.json -e o200k_base notes.txt",
                    "Compare a vocabulary file with o200k_base on a text");
}

Result<PageRequest> PageOptions::validate() const {
  if (!html_path) return usage_error("page writes a file: add --html FILE, or --html - for standard output");
  PageRequest request;
  request.path = *html_path;
  if (Result<void> valid = text.validate(1); !valid) return std::move(valid).error();
  request.text = text;
  request.has_text = text.text || !text.paths.empty();
  Result<pricing::PriceBook> prices = encodings.tokenizers.prices.load(request.price_warnings);
  if (!prices) return std::move(prices).error();
  request.prices = *std::move(prices);
  Result<std::vector<const Encoding*>> found =
      encodings.find({"o200k_base", "cl100k_base", "r50k_base"}, request.name_notes);
  if (!found) return std::move(found).error();
  request.encodings = *std::move(found);
  const Result<pricing::Date> at = date.date();
  if (!at) return at.error();
  request.at = *at;
  return request;
}

ExitCode run(const PageRequest& request, Io& io) {
  std::optional<std::string> text;
  if (request.has_text) {
    std::optional<NamedText> input = read_text(request.text, input_paths(request.text).front(), io);
    if (!input) return ExitCode::failed;
    input->make_well_formed();
    text = std::move(input->bytes);
  }
  write_file(request.path, live::page({request.encodings, request.prices, request.at, text}), io);
  return ExitCode::ok;
}

}  // namespace tokmill::cli

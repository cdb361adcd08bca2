#include <limits>
#include <utility>

#include "app/usage_error.hpp"
#include "commands/compare/alignment.hpp"
#include "commands/compare/command.hpp"
#include "commands/compare/picture.hpp"
#include "options/exclusive.hpp"
#include "output/format.hpp"

namespace tokmill::cli {
namespace {

constexpr std::size_t default_passages = 5;
constexpr std::size_t default_passages_of_page = 100;

// A page has one text, and a column for each of a few tokenizers.
Result<void> check_page(const CompareOptions& options, const CompareRequest& request) {
  if (!options.files.html) return {};
  if (Result<void> valid = excludes({"--html", true}, {{"--diff", options.diff}}); !valid) return valid;
  if (options.text.paths.size() > 1) {
    return usage_error(output::format("--html: expected one PATH, got {}; write a page for each", options.text.paths.size()));
  }
  if (request.tokenizers.size() > compare::max_columns) {
    return usage_error(output::format("--html: expected at most {} tokenizers, got {}; choose them with -e or -m",
                                      compare::max_columns, request.tokenizers.size()));
  }
  return {};
}

}  // namespace

void CompareOptions::declare(Arguments& arguments) {
  text.declare(arguments);
  tokenizers.declare(arguments, "r50k_base, p50k_base, cl100k_base, o200k_base");
  arguments.flag(
      "--diff", diff,
      "Show the passages that the first tokenizer splits differently, those with the largest difference in "
      "tokens first");
  arguments.number("--passages", passages, "N",
                   "Show at most N passages with --diff (default: 5), or list them with --html (default: 100)");
  threads.declare(arguments);
  format.declare(arguments, "Print an array of objects");
  files.declare_html(arguments,
                     "Write a page to FILE: the tokens of one text under at most four tokenizers, side by side, with "
                     "the passages that they split differently");
  files.declare_svg(arguments, "Write a picture of the counts, and with --diff of the passages, to FILE");
  arguments.example("tokmill compare README.md", "Compare OpenAI's encodings on a file");
  arguments.example("tokmill compare --diff -e cl100k_base -e o200k_base notes.txt",
                    "Show where two encodings split a file differently");
  arguments.example("tokmill compare -m gpt-4 -m gpt-4o *.txt", "Compare the encodings of two models");
  arguments.example("tokmill compare --html page.html -e cl100k_base -e o200k_base notes.txt",
                    "Write a page with the tokens of both side by side");
}

Result<CompareRequest> CompareOptions::validate() const {
  CompareRequest request;
  const Result<Format> chosen_format = format.format();
  if (!chosen_format) return chosen_format.error();
  request.format = *chosen_format;
  if (const Result<void> valid = at_most_one({{"--diff", diff}, {"--csv", format.csv}}); !valid) return valid.error();
  if (const Result<void> valid =
          files.validate({{"--json", format.json}, {"--csv", format.csv}, {"--markdown", format.markdown}});
      !valid) {
    return valid.error();
  }
  if (passages && !diff && !files.html) return usage_error("--passages requires --diff or --html");
  if (files.svg && diff && passages > compare::max_passages_drawn) {
    return usage_error(output::format("--svg: expected --passages of at most {}, got {}", compare::max_passages_drawn,
                                      *passages));
  }
  request.diff = diff;
  request.max_hunks = diff ? passages.value_or(default_passages) : 0;
  Result<std::vector<NamedTokenizer>> found = tokenizers.find({"r50k_base", "p50k_base", "cl100k_base", "o200k_base"});
  if (!found) return std::move(found).error();
  for (const NamedTokenizer& tokenizer : *found) {
    request.name_notes.insert(request.name_notes.end(), tokenizer.name_notes.begin(), tokenizer.name_notes.end());
  }
  request.tokenizers = std::move(*found);
  if (const Result<void> valid = check_page(*this, request); !valid) return valid.error();
  request.max_passages = passages.value_or(default_passages_of_page);
  if (const Result<void> valid = text.validate(std::numeric_limits<std::size_t>::max()); !valid) return valid.error();
  if (const Result<void> valid = threads.validate(); !valid) return valid.error();
  request.text = text;
  request.threads = threads.count();
  request.files = files;
  return request;
}

}  // namespace tokmill::cli

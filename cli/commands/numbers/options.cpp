#include <utility>

#include "app/usage_error.hpp"
#include "commands/numbers/command.hpp"
#include "commands/numbers/input.hpp"
#include "commands/numbers/page.hpp"
#include "commands/numbers/picture.hpp"
#include "options/exclusive.hpp"
#include "output/format.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {
namespace {

using Task = NumbersRequest::Task;

// Of the options that say what to show. A page shows several things.
Result<void> check_exclusive(const NumbersOptions& options) {
  const bool lists_range = options.range && !options.files.html;
  if (Result<void> valid =
          at_most_one({{"--add", options.add}, {"--scripts", options.scripts}, {"--range", lists_range}});
      !valid) {
    return valid;
  }
  return at_most_one({{"--range", lists_range}, {"NUMBER", !options.numbers.empty()}});
}

// What a picture can show.
Result<void> check_picture(const NumbersOptions& options) {
  using namespace cli::numbers;
  if (!options.files.svg) return {};
  if (Result<void> valid = at_most_one({{"--svg", true}, {"--scripts", options.scripts}}); !valid) return valid;
  if (options.numbers.empty()) return usage_error("--svg requires NUMBER");
  if (options.numbers.size() > max_drawn) {
    return usage_error(output::format("--svg: expected at most {} numbers, got {}", max_drawn, options.numbers.size()));
  }
  for (const std::string& number : options.numbers) {
    const std::size_t characters = count_characters(number);
    if (characters > max_characters_drawn) {
      return usage_error(output::format("--svg: expected numbers of at most {} characters, got one of {}",
                                        max_characters_drawn, characters));
    }
  }
  return {};
}

Task choose_task(const NumbersOptions& options, Format format) {
  if (options.files.any() && format == Format::text) return Task::files;
  if (options.numbers.empty() && (options.range || options.files.html)) return Task::tally;
  return options.add ? Task::add : Task::split;
}

}  // namespace

void NumbersOptions::declare(Arguments& arguments) {
  arguments.positionals("NUMBER", numbers,
                        "Numbers in the digits of any script, with or without separators (default: read standard "
                        "input)");
  encodings.declare(arguments, "r50k_base, cl100k_base, o200k_base");
  arguments.text("--range", range, "A:B", "Count how the integers from A to B are split");
  arguments.flag(
      "--add", add,
      "Add the numbers, and show how they and their sum are split, also with separators between thousands");
  arguments.flag("--scripts", scripts, "Write each number in the digits of every script");
  color.declare(arguments);
  threads.declare(arguments);
  format.declare(arguments, "Print an array of objects with number, encoding and pieces");
  files.declare_html(arguments,
                     "Write a page to FILE: the numbers, or a heat map of the range, 0:9999 without numbers");
  files.declare_svg(arguments, "Write a picture of the numbers, or of their sum, to FILE");
  arguments.example("tokmill numbers 1234567", "Compare the tokens of a number with its groups of thousands");
  arguments.example("tokmill numbers --add 1234567 89,012 -- -5.50", "Show how a sum is split");
  arguments.example("tokmill numbers --range 0:9999 -e r50k_base --json", "Count the numbers that are one token");
  arguments.example("tokmill numbers --range 0:9999 --html map.html", "Draw a heat map of a range");
}

Result<NumbersRequest> NumbersOptions::validate() const {
  NumbersRequest request;
  const Result<Format> chosen_format = format.format();
  if (!chosen_format) return chosen_format.error();
  request.format = *chosen_format;
  if (const Result<void> valid = check_exclusive(*this); !valid) return valid.error();
  if (const Result<void> valid =
          files.validate({{"--json", format.json}, {"--csv", format.csv}, {"--markdown", format.markdown}});
      !valid) {
    return valid.error();
  }
  if (const Result<void> valid = check_picture(*this); !valid) return valid.error();
  if (range) {
    const Result<analysis::Range> parsed = cli::numbers::parse_range(*range);
    if (!parsed) return parsed.error();
    request.range = *parsed;
    request.has_range = true;
    if (files.html && parsed->to - parsed->from >= cli::numbers::max_mapped) {
      return usage_error(output::format("--html: the range has more than {} numbers", cli::numbers::max_mapped));
    }
  }
  if (add && numbers.size() < 2) {
    return usage_error(output::format("--add: expected at least 2 numbers, got {}", numbers.size()));
  }
  const Result<void> valid_numbers =
      add ? cli::numbers::check_terms(numbers) : cli::numbers::check_numbers(numbers, scripts);
  if (!valid_numbers) return valid_numbers.error();
  if (const Result<void> valid = threads.validate(); !valid) return valid.error();
  Result<std::vector<const Encoding*>> found = encodings.find({"r50k_base", "cl100k_base", "o200k_base"}, request.name_notes);
  if (!found) return std::move(found).error();
  request.encodings = std::move(*found);
  request.task = choose_task(*this, request.format);
  request.numbers = numbers;
  request.add = add;
  request.scripts = scripts;
  request.files = files;
  request.color = color.enabled();
  request.threads = threads.count();
  return request;
}

}  // namespace tokmill::cli

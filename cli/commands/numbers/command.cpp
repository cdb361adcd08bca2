#include "commands/numbers/command.hpp"

#include "output/format.hpp"
#include "output/join.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "commands/numbers/page.hpp"
#include "commands/numbers/text_view.hpp"
#include "input/reader.hpp"
#include "output/file.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "output/table.hpp"
#include "output/terminal.hpp"
#include "output/visible.hpp"
#include "tokmill/analysis/addition.hpp"
#include "tokmill/analysis/number.hpp"
#include "tokmill/analysis/tally.hpp"
#include "tokmill/icu/digits.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {
namespace {


using Encodings = std::vector<const Encoding*>;

Error wrong(std::string message) {
  return Error{ErrorCode::invalid_argument, std::move(message), 0};
}

Result<Encodings> encodings_of(const NumbersOptions& options) {
  return options.encodings.find({"r50k_base", "cl100k_base", "o200k_base"});
}

Result<std::uint64_t> whole_number(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!analysis::is_whole(digits) || problem != std::errc() || end != digits.data() + digits.size()) {
    return wrong(output::format("--range wants two whole numbers below 2^64, as in 0:9999, not '{}'", digits));
  }
  return number;
}

Result<analysis::Range> range_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos)
    return wrong(output::format("--range wants the form A:B, as in 0:9999, not '{}'", text));
  const Result<std::uint64_t> from = whole_number(text.substr(0, colon));
  if (!from) return from.error();
  const Result<std::uint64_t> to = whole_number(text.substr(colon + 1));
  if (!to) return to.error();
  if (*from > *to) return wrong(output::format("--range {}: nothing lies from {} to {}", text, *from, *to));
  return analysis::Range{*from, *to};
}

// Numbers are printed as they are: none may hold what a terminal would obey.
Result<void> check_number(std::string_view number) {
  if (find_ill_formed(number)) return wrong("a number is not UTF-8");
  if (!analysis::has_digit(number))
    return wrong(output::format("no number, since without a digit: '{}'", output::visible(number)));
  for (std::size_t at = 0; at < number.size();) {
    const Utf8Unit character = next_utf8_unit(std::string_view(number).substr(at));
    if (character.code_point < U' ' || (character.code_point >= U'\x7F' && character.code_point < U'\xA0')) {
      return wrong(output::format("no number, since with a control character: '{}'", output::visible(number)));
    }
    at += character.size;
  }
  return {};
}

Result<void> check_numbers(const std::vector<std::string>& all, bool whole) {
  for (const std::string& number : all) {
    if (Result<void> good = check_number(number); !good) return good;
    if (whole && !analysis::is_whole(number)) {
      return wrong(
          output::format("--add and --scripts take whole numbers in the digits 0 to 9, not '{}'", number));
    }
  }
  return {};
}

// The words of standard input.
Result<std::vector<std::string>> read_numbers() {
  const Result<std::string> input = read_input("-");
  if (!input) return input.error();
  std::vector<std::string> words;
  constexpr std::string_view white = " \t\r\n";
  for (std::size_t at = input->find_first_not_of(white); at != input->npos;) {
    const std::size_t end = std::min(input->find_first_of(white, at), input->size());
    words.push_back(input->substr(at, end - at));
    at = input->find_first_not_of(white, end);
  }
  return words;
}

// --- JSON ---------------------------------------------------------------------------------------------

std::string json_pieces(const analysis::SplitNumber& split) {
  std::string pieces;
  for (const std::string& piece : split.pieces) {
    pieces += (pieces.empty() ? "" : ",") + formats::json_string(output::text_or_escapes(piece));
  }
  return "[" + pieces + "]";
}

template <class Row, class Text>
void write_json(const std::vector<Row>& rows, const Text& text, Io& io) {
  io.write("[");
  std::string_view separator;
  for (const Row& row : rows) {
    io.write(separator);
    io.write(text(row));
    separator = ",";
  }
  io.write("]\n");
}

std::string split_json(const analysis::SplitNumber& split) {
  return output::format(R"({{"number":{},"encoding":{},"pieces":{}}})", formats::json_string(split.number),
                     formats::json_string(split.encoding), json_pieces(split));
}

std::string tally_json(const analysis::Tally& tally) {
  std::string shapes;
  for (const auto& [shape, count] : tally.by_frequency()) {
    shapes += output::format("{}{}:{}", shapes.empty() ? "" : ",", formats::json_string(shape), count);
  }
  return output::format(R"({{"encoding":{},"from":{},"to":{},"whole":{},"first_split":{},"shapes":{{{}}}}})",
                     formats::json_string(tally.encoding), tally.range.from, tally.range.to, tally.whole,
                     tally.first_split ? std::to_string(*tally.first_split) : "null", shapes);
}

std::string addition_json(const analysis::Addition& addition) {
  std::string terms;
  for (const analysis::SplitNumber& split : addition.numbers) {
    terms += output::format(R"({}{{"number":{},"pieces":{}}})", terms.empty() ? "" : ",",
                         formats::json_string(split.number), json_pieces(split));
  }
  return output::format(R"({{"encoding":{},"numbers":[{}],"columns":{},"misaligned":[{}]}})",
                     formats::json_string(addition.numbers.front().encoding), terms, addition.columns,
                     output::join(addition.misaligned, ","));
}

// --- Tables -------------------------------------------------------------------------------------------

output::Table split_table(const std::vector<analysis::SplitNumber>& splits) {
  output::Table table;
  table.columns = {{"number"}, {"encoding"}, {"tokens", output::Align::right}, {"pieces"}};
  for (const analysis::SplitNumber& split : splits) {
    table.rows.push_back({split.number, split.encoding, std::to_string(split.pieces.size()), numbers::joined(split)});
  }
  return table;
}

output::Table addition_table(const std::vector<analysis::Addition>& additions) {
  output::Table table;
  table.columns = {{"encoding"},
                   {"first"},
                   {"second"},
                   {"sum"},
                   {"columns", output::Align::right},
                   {"misaligned", output::Align::right}};
  for (const analysis::Addition& addition : additions) {
    table.rows.push_back({addition.numbers[0].encoding, numbers::joined(addition.numbers[0]),
                          numbers::joined(addition.numbers[1]), numbers::joined(addition.numbers[2]),
                          std::to_string(addition.columns), std::to_string(addition.misaligned.size())});
  }
  return table;
}

void write_table(const NumbersOptions& options, const output::Table& table, Io& io) {
  io.write(options.csv        ? output::csv(table)
           : options.markdown ? output::markdown(table)
                              : output::text_table(table));
}

// --- What was asked for -------------------------------------------------------------------------------

void run_range(const NumbersOptions& options, const Encodings& encodings, Io& io) {
  std::vector<analysis::Tally> tallies;
  for (const Encoding* encoding : encodings) {
    tallies.push_back(analysis::tally(*encoding, *range_of(*options.range), options.threads.count()));
  }
  if (options.json) {
    write_json(tallies, tally_json, io);
  } else {
    // A person reads the commonest; a program all.
    constexpr std::size_t most_shown = 8;
    const bool all = options.csv || options.markdown;
    write_table(options,
                numbers::tally_table(tallies, all ? std::numeric_limits<std::size_t>::max() : most_shown),
                io);
  }
}

void run_addition(const NumbersOptions& options, const Encodings& encodings, const numbers::Style& style,
                  Io& io) {
  std::vector<analysis::Addition> additions;
  for (const Encoding* encoding : encodings) {
    additions.push_back(analysis::add(*encoding, options.numbers[0], options.numbers[1]));
  }
  if (options.json) return write_json(additions, addition_json, io);
  if (options.csv || options.markdown) return write_table(options, addition_table(additions), io);
  for (const analysis::Addition& addition : additions) io.write(numbers::addition_view(addition, style) + "\n");
  io.write(numbers::explanation_text(style.width));
}

// The number in ASCII digits, and then in those of every other script.
std::vector<std::string> in_all_scripts(const std::string& number) {
  std::vector<std::string> written = {number};
  for (const icu::DigitSet& set : icu::digit_sets()) {
    std::string& other = written.emplace_back();
    for (const char digit : number) other += set.digits[static_cast<std::size_t>(digit - '0')];
  }
  return written;
}

void run_numbers(const NumbersOptions& options, const std::vector<std::string>& given,
                 const Encodings& encodings, const numbers::Style& style, Io& io) {
  std::vector<std::string> all;
  for (const std::string& number : given) {
    const std::vector<std::string> written = options.scripts ? in_all_scripts(number) : std::vector{number};
    all.insert(all.end(), written.begin(), written.end());
  }
  if (options.json || options.csv || options.markdown || options.scripts) {
    std::vector<analysis::SplitNumber> splits;
    for (const std::string& number : all) {
      for (const Encoding* encoding : encodings) splits.push_back(analysis::split_number(*encoding, number));
    }
    if (options.json) return write_json(splits, split_json, io);
    return write_table(options, split_table(splits), io);
  }
  for (const std::string& number : all) io.write(numbers::number_view(number, encodings, style) + "\n");
  io.write(numbers::explanation_text(style.width));
}

}  // namespace

void NumbersOptions::declare(Arguments& arguments) {
  arguments.positionals("NUMBER", numbers,
                        "Numbers in digits of any script, with what separates them; none: standard input");
  encodings.declare(arguments, "r50k_base, cl100k_base, o200k_base");
  arguments.text("--range", range, "A:B", "Tally how all whole numbers from A to B split");
  arguments.flag("--add", add, "Lay out the sum of the two numbers in tokens: --add A B");
  arguments.flag("--scripts", scripts, "Each number in the digits of every script");
  color.declare(arguments);
  threads.declare(arguments);
  arguments.flag("--json", json, "An array of objects with number, encoding and pieces");
  arguments.flag("--csv", csv, "A table with commas");
  arguments.flag("--markdown", markdown, "A table in Markdown");
  arguments.text("--html", html_path, "FILE",
                 "Write a page with a heat map of the range (default: 0:9999) to FILE");
  arguments.example("tokmill numbers 1234567", "Its pieces below its thousands");
  arguments.example("tokmill numbers --add 99999 12345", "A sum in tokens");
  arguments.example("tokmill numbers --range 0:9999 -e r50k_base --json", "How many are one token");
  arguments.example("tokmill numbers --range 0:9999 --html map.html", "The same as a heat map");
}

Result<void> NumbersOptions::validate() const {
  if (static_cast<int>(json) + static_cast<int>(csv) + static_cast<int>(markdown) > 1) {
    return wrong("--json, --csv and --markdown are forms of output: give one");
  }
  if ((add && scripts) || (range && (add || scripts) && !html_path)) {
    return wrong("--range, --add and --scripts are three questions: give one");
  }
  if (range) {
    const Result<analysis::Range> parsed = range_of(*range);
    if (!parsed) return parsed.error();
    if (html_path && parsed->to - parsed->from >= cli::numbers::most_mapped) {
      return wrong(output::format("--html maps at most {} numbers", cli::numbers::most_mapped));
    }
    if (!numbers.empty() && !html_path) return wrong("--range stands in place of numbers: give one of them");
  }
  if (add && numbers.size() != 2)
    return wrong(output::format("--add wants two numbers, not {}", numbers.size()));
  if (Result<void> good = check_numbers(numbers, add || scripts); !good) return good;
  if (Result<void> good = threads.validate(); !good) return good;
  if (const Result<Encodings> found = encodings_of(*this); !found) return found.error();
  return {};
}

ExitCode run(const NumbersOptions& options, Io& io) {
  const Encodings encodings = *encodings_of(options);
  const numbers::Style style{options.color.enabled(), output_width()};
  if (options.html_path) {
    const analysis::Range range = options.range ? *range_of(*options.range) : analysis::Range{0, 9999};
    const std::string page =
        numbers::page(options.numbers, options.add, encodings, range, options.threads.count());
    const Result<void> written = write_file(*options.html_path, page);
    if (!written) io.fail(*options.html_path + ": " + written.error().message);
    // The page was what was asked for, unless a form of output was as well.
    if (!options.json && !options.csv && !options.markdown) return ExitCode::ok;
  }
  if (options.numbers.empty() && (options.range || options.html_path)) {
    NumbersOptions ranged = options;
    if (!ranged.range) ranged.range = "0:9999";
    run_range(ranged, encodings, io);
    return ExitCode::ok;
  }
  if (options.add) {
    run_addition(options, encodings, style, io);
    return ExitCode::ok;
  }
  std::vector<std::string> given = options.numbers;
  if (given.empty()) {
    Result<std::vector<std::string>> words = read_numbers();
    if (!words) {
      io.fail("standard input: " + words.error().message);
      return ExitCode::failed;
    }
    if (const Result<void> good = check_numbers(*words, options.scripts); !good) {
      io.warn("standard input: " + good.error().message);
      return ExitCode::usage;
    }
    given = std::move(*words);
  }
  run_numbers(options, given, encodings, style, io);
  return ExitCode::ok;
}

}  // namespace tokmill::cli

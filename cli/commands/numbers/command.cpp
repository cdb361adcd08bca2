#include "commands/numbers/command.hpp"

#include <limits>
#include <utility>

#include "commands/numbers/input.hpp"
#include "commands/numbers/json.hpp"
#include "commands/numbers/page.hpp"
#include "commands/numbers/tables.hpp"
#include "commands/numbers/text_view.hpp"
#include "options/encoding_source.hpp"
#include "output/file.hpp"
#include "output/path.hpp"
#include "output/terminal.hpp"
#include "tokmill/icu/digits.hpp"

namespace tokmill::cli {
namespace {

using Numbers = std::vector<std::string>;

std::string render(const output::Table& table, Format format) {
  return format == Format::csv        ? output::csv(table)
         : format == Format::markdown ? output::markdown(table)
                                      : output::text_table(table);
}

numbers::NameOfEncoding name_of_encoding(Format format) {
  return format == Format::csv ? output::printable_path : encoding_label;
}

std::string tally(const NumbersRequest& request) {
  std::vector<analysis::Tally> tallies;
  for (const Encoding* encoding : request.encodings) {
    tallies.push_back(analysis::tally(*encoding, request.range, request.threads));
  }
  if (request.format == Format::json) return numbers::json(tallies);
  if (request.format == Format::text) return numbers::tally_view(tallies);
  constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
  return render(numbers::tally_table(tallies, all, name_of_encoding(request.format)), request.format);
}

std::string add(const NumbersRequest& request) {
  std::vector<analysis::Addition> additions;
  for (const Encoding* encoding : request.encodings) {
    additions.push_back(analysis::add(*encoding, request.numbers[0], request.numbers[1]));
  }
  if (request.format == Format::json) return numbers::json(additions);
  if (request.format != Format::text) {
    return render(numbers::addition_table(additions, name_of_encoding(request.format)), request.format);
  }
  const numbers::Style style{request.color, output_width()};
  std::string text;
  for (const analysis::Addition& addition : additions) text += numbers::addition_view(addition, style) + '\n';
  return text + numbers::explanation_text(request.encodings, style.width);
}

// The numbers in ASCII digits, each followed by the same in the digits of every other script.
Numbers in_all_scripts(const Numbers& numbers) {
  const std::vector<icu::DigitSet> sets = icu::digit_sets();
  Numbers written;
  for (const std::string& number : numbers) {
    written.push_back(number);
    for (const icu::DigitSet& set : sets) {
      std::string& other = written.emplace_back();
      for (const char digit : number) other += set.digits[static_cast<std::size_t>(digit - '0')];
    }
  }
  return written;
}

std::string split(const NumbersRequest& request, const Numbers& given) {
  const Numbers numbers = request.scripts ? in_all_scripts(given) : given;
  if (request.format == Format::text && !request.scripts) {
    const numbers::Style style{request.color, output_width()};
    std::string text;
    for (const std::string& number : numbers) text += numbers::number_view(number, request.encodings, style) + '\n';
    return text + numbers::explanation_text(request.encodings, style.width);
  }
  std::vector<analysis::SplitNumber> splits;
  for (const std::string& number : numbers) {
    for (const Encoding* encoding : request.encodings) splits.push_back(analysis::split_number(*encoding, number));
  }
  if (request.format == Format::json) return numbers::json(splits);
  return render(numbers::split_table(splits, name_of_encoding(request.format)), request.format);
}

ExitCode split_input(const NumbersRequest& request, Io& io) {
  const Result<Numbers> words = numbers::read_numbers(io);
  if (!words) {
    io.fail("standard input: " + words.error().message);
    return ExitCode::failed;
  }
  if (const Result<void> valid = numbers::check_numbers(*words, request.scripts ? "--scripts" : ""); !valid) {
    io.warn("standard input: " + valid.error().message);
    return ExitCode::usage;
  }
  io.write(split(request, *words));
  return ExitCode::ok;
}

}  // namespace

ExitCode run(const NumbersRequest& request, Io& io) {
  if (request.html) write_file(*request.html, numbers::page(request), io);
  switch (request.task) {
    case NumbersRequest::Task::page: break;
    case NumbersRequest::Task::tally: io.write(tally(request)); break;
    case NumbersRequest::Task::add: io.write(add(request)); break;
    case NumbersRequest::Task::split:
      if (request.numbers.empty()) return split_input(request, io);
      io.write(split(request, request.numbers));
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli

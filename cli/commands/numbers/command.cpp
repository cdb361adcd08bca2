#include "commands/numbers/command.hpp"

#include <utility>

#include "commands/numbers/input.hpp"
#include "commands/numbers/json.hpp"
#include "commands/numbers/page.hpp"
#include "commands/numbers/picture.hpp"
#include "commands/numbers/sum.hpp"
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
  return render(numbers::tally_table(tallies, name_of_encoding(request.format)), request.format);
}

std::string add(const NumbersRequest& request) {
  const std::vector<numbers::Sum> sums = numbers::sums_of(request.numbers, request.encodings);
  if (request.format == Format::json) return numbers::json(sums);
  if (request.format != Format::text) {
    return render(numbers::sum_table(sums, name_of_encoding(request.format)), request.format);
  }
  const numbers::Style style{request.color, output_width()};
  std::string text;
  for (const numbers::Sum& sum : sums) text += numbers::sum_view(sum, style) + '\n';
  return text + numbers::explanation_text(request.encodings, style.width);
}

// The numbers in ASCII digits, each followed by the same in the digits of every other script.
std::vector<numbers::WrittenNumber> in_all_scripts(const Numbers& numbers) {
  const std::vector<icu::DigitSet> sets = icu::digit_sets();
  std::vector<numbers::WrittenNumber> written;
  for (const std::string& number : numbers) {
    written.push_back({"ASCII", number});
    for (const icu::DigitSet& set : sets) {
      std::string& other = written.emplace_back(numbers::WrittenNumber{set.name, ""}).text;
      for (const char digit : number) other += set.digits[static_cast<std::size_t>(digit - '0')];
    }
  }
  return written;
}

std::string split(const NumbersRequest& request, const Numbers& given) {
  if (request.format == Format::text && !request.scripts) {
    const numbers::Style style{request.color, output_width()};
    std::string text;
    for (const std::string& number : given)
      text += numbers::number_view(number, request.encodings, style) + '\n';
    return text + numbers::explanation_text(request.encodings, style.width);
  }
  std::vector<numbers::WrittenNumber> written;
  if (request.scripts) {
    written = in_all_scripts(given);
  } else {
    for (const std::string& number : given) written.push_back({"", number});
  }
  std::vector<numbers::SplitRow> rows;
  for (const numbers::WrittenNumber& number : written) {
    for (const Encoding* encoding : request.encodings) {
      rows.push_back({number.script, analysis::split_number(*encoding, number.text)});
    }
  }
  if (request.format == Format::json) return numbers::json(rows);
  if (request.format == Format::text) return numbers::scripts_view(std::move(rows));
  return render(numbers::split_table(rows, name_of_encoding(request.format)), request.format);
}

ExitCode split_input(const NumbersRequest& request, Io& io) {
  const Result<Numbers> words = numbers::read_numbers(io);
  if (!words) {
    io.fail("standard input: " + words.error().message);
    return ExitCode::failed;
  }
  if (const Result<void> valid = numbers::check_numbers(*words, request.scripts); !valid) {
    io.warn("standard input: " + valid.error().message);
    return ExitCode::usage;
  }
  io.write(split(request, *words));
  return ExitCode::ok;
}

}  // namespace

ExitCode run(const NumbersRequest& request, Io& io) {
  if (request.files.html) write_file(*request.files.html, numbers::page(request), io);
  if (request.files.svg) write_file(*request.files.svg, numbers::picture(request), io);
  switch (request.task) {
    case NumbersRequest::Task::files: break;
    case NumbersRequest::Task::tally: io.write(tally(request)); break;
    case NumbersRequest::Task::add: io.write(add(request)); break;
    case NumbersRequest::Task::split:
      if (request.numbers.empty()) return split_input(request, io);
      io.write(split(request, request.numbers));
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli

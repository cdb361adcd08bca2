#include "commands/numbers/input.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "options/text_option.hpp"
#include "output/format.hpp"
#include "output/io.hpp"
#include "output/quote.hpp"
#include "tokmill/analysis/number.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::numbers {
namespace {

Error input_error(std::string message) { return Error{ErrorCode::invalid_argument, std::move(message)}; }

bool has_control_character(std::string_view text) {
  while (!text.empty()) {
    const Utf8Unit unit = next_utf8_unit(text);
    if (unit.code_point < U' ' || (unit.code_point >= U'\x7F' && unit.code_point < U'\xA0')) return true;
    text.remove_prefix(unit.size);
  }
  return false;
}

std::optional<std::uint64_t> parse_integer(std::string_view digits) {
  std::uint64_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, problem] = std::from_chars(digits.data(), end, number);
  if (!analysis::is_whole(digits) || problem != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace

Result<void> check_numbers(const std::vector<std::string>& numbers, std::string_view option) {
  for (const std::string& number : numbers) {
    if (find_ill_formed(number) || !analysis::has_digit(number) || has_control_character(number)) {
      return input_error("expected a number, got " + output::quoted(number));
    }
    if (!option.empty() && !analysis::is_whole(number)) {
      return input_error(output::format("{}: expected a non-negative integer in the digits 0 to 9, got {}", option,
                                        output::quoted(number)));
    }
  }
  return {};
}

Result<analysis::Range> parse_range(std::string_view text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::optional<std::uint64_t> from = parse_integer(text.substr(0, colon));
  const std::optional<std::uint64_t> to =
      colon < text.size() ? parse_integer(text.substr(colon + 1)) : std::nullopt;
  if (!from || !to) {
    return input_error("--range: expected two integers below 2^64, such as 0:9999, got " + output::quoted(text));
  }
  if (*from > *to) return input_error(output::format("--range: {} is greater than {}", *from, *to));
  return analysis::Range{*from, *to};
}

Result<std::vector<std::string>> read_numbers(Io& io) {
  const Result<std::string> input = read_marked("-", "standard input", input::Decompress::yes, io);
  if (!input) return input.error();
  std::vector<std::string> words;
  constexpr std::string_view white_space = " \t\r\n";
  const std::size_t start = input->starts_with(utf8_byte_order_mark) ? utf8_byte_order_mark.size() : 0;
  for (std::size_t at = input->find_first_not_of(white_space, start); at != input->npos;) {
    const std::size_t end = std::min(input->find_first_of(white_space, at), input->size());
    words.push_back(input->substr(at, end - at));
    at = input->find_first_not_of(white_space, end);
  }
  return words;
}

}  // namespace tokmill::cli::numbers

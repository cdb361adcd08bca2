#include "commands/count/rows.hpp"

#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "rows/answer_rows.hpp"
#include "rows/columns.hpp"

namespace tokmill::cli::count {
namespace {

void append_number(std::uint64_t number, std::string& text) {
  std::array<char, 20> digits;
  text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

}  // namespace

Outcome count_rows(const RowsRequest& request, Io& io) {
  std::vector<std::string_view> names;
  for (const Encoding* const encoding : request.encodings) names.push_back(encoding->name());
  const rows::Columns columns(request.rows.format, names);
  const auto count = [&](std::string_view text, std::string& value) -> Result<std::uint64_t> {
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < request.encodings.size(); ++i) {
      const Encoding& encoding = *request.encodings[i];
      const Result<std::size_t> counted = encoding.count(text, request.special);
      if (!counted) return counted.error();
      const std::uint64_t tokens = *counted + request.add_special.tokens_of(encoding).size();
      columns.begin(i, value);
      append_number(tokens, value);
      total += tokens;
    }
    columns.end(value);
    return total;
  };
  const rows::Answer answer{rows::Answer::Input::text, "tokens", true, columns.size(), count};
  return {ExitCode::ok, rows::answer_rows(request.rows, answer, io)};
}

}  // namespace tokmill::cli::count

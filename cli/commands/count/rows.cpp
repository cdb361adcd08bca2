#include "commands/count/rows.hpp"

#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "rows/answer_rows.hpp"

namespace tokmill::cli::count {

Outcome count_rows(const RowsRequest& request, const Encoding& encoding, Io& io) {
  const std::size_t added = request.add_special.tokens_of(encoding).size();
  const auto count = [&](std::string_view text, std::string& value) -> Result<std::uint64_t> {
    const Result<std::size_t> counted = encoding.count(text, request.special);
    if (!counted) return counted.error();
    const std::uint64_t tokens = *counted + added;
    std::array<char, 20> digits;
    value.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), tokens).ptr);
    return tokens;
  };
  return {ExitCode::ok, rows::answer_rows(request.rows, {rows::Answer::Input::text, "tokens", true, count}, io)};
}

}  // namespace tokmill::cli::count

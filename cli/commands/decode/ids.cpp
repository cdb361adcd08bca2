#include "commands/decode/ids.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

#include "input/json_lines.hpp"
#include "output/quote.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::decode {
namespace {

constexpr std::string_view white_space = " \t\r\n";

// The first 64 characters of a text and "…", or all of a shorter text.
std::string shortened(std::string_view text) {
  std::size_t end = 0;
  for (int characters = 0; characters < 64 && end < text.size(); ++characters) {
    end += next_utf8_unit(text.substr(end)).size;
  }
  return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

Result<TokenId> parse_id(std::string_view digits) {
  TokenId id = 0;
  const auto [stop, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
  if (problem != std::errc() || stop != digits.data() + digits.size()) {
    return Error{ErrorCode::malformed_number, "expected a token id, got " + output::quoted(shortened(digits))};
  }
  return id;
}

}  // namespace

Result<std::vector<TokenId>> parse_ids(std::string_view text) {
  const std::size_t first = text.find_first_not_of(white_space);
  if (first != std::string_view::npos && text[first] == '[') return input::ids_of_array(text);
  std::vector<TokenId> ids;
  std::size_t start = first;
  while (start != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(white_space, start), text.size());
    const Result<TokenId> id = parse_id(text.substr(start, end - start));
    if (!id) return id.error();
    ids.push_back(*id);
    start = text.find_first_not_of(white_space, end);
  }
  return ids;
}

}  // namespace tokmill::cli::decode

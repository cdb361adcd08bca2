#include "commands/decode/ids.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
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
  if (problem == std::errc::result_out_of_range && stop == digits.data() + digits.size()) {
    return input::no_token(shortened(digits));
  }
  if (problem != std::errc() || stop != digits.data() + digits.size()) {
    return Error{ErrorCode::malformed_number, "expected a token id, got " + output::quoted(shortened(digits))};
  }
  return id;
}

}  // namespace

Result<std::vector<TokenId>> parse_ids(std::string_view text) {
  if (text.starts_with(utf8_byte_order_mark)) text.remove_prefix(utf8_byte_order_mark.size());
  const std::size_t first = text.find_first_not_of(white_space);
  if (first != std::string_view::npos && text[first] == '[') return input::ids_of_array(text);
  std::vector<TokenId> ids;
  std::optional<Error> out_of_range;
  std::size_t start = first;
  while (start != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(white_space, start), text.size());
    const Result<TokenId> id = parse_id(text.substr(start, end - start));
    if (id) {
      ids.push_back(*id);
    } else if (id.error().code != ErrorCode::token_out_of_range) {
      return id.error();
    } else if (!out_of_range) {
      out_of_range = id.error();
    }
    start = text.find_first_not_of(white_space, end);
  }
  if (out_of_range) return *out_of_range;
  return ids;
}

}  // namespace tokmill::cli::decode

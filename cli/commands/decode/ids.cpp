#include "commands/decode/ids.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "output/format.hpp"
#include "output/quote.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::decode {
namespace {

constexpr std::uint64_t max_id = std::numeric_limits<TokenId>::max();

// The first 64 characters of a text and "…", or all of a shorter text.
std::string shortened(std::string_view text) {
  std::size_t end = 0;
  for (int characters = 0; characters < 64 && end < text.size(); ++characters) {
    end += next_utf8_unit(text.substr(end)).size;
  }
  return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

// The error of a number that is too large for a token id: no encoding has it.
Error no_token(std::string_view digits) {
  return {ErrorCode::token_out_of_range, output::format("no token has the id {}", digits)};
}

Error array_error(std::string message) { return Error{ErrorCode::invalid_argument, std::move(message)}; }

Result<TokenId> token_id(const formats::JsonShallowValue& value, std::size_t number) {
  TokenId id = 0;
  const char* const end = value.text.data() + value.text.size();
  const auto [stop, problem] = std::from_chars(value.text.data(), end, id);
  if (!value.is(formats::JsonKind::number) || stop != end || problem == std::errc::invalid_argument) {
    return array_error(output::format("element {} of the array is not a token id", number));
  }
  if (problem == std::errc::result_out_of_range) return no_token(value.text);
  return id;
}

// Enough for the characters that shortened() shows, and one more.
constexpr std::size_t longest_start = 65 * 4;

}  // namespace

Result<void> IdReader::append(std::string_view part, std::vector<TokenId>& ids) {
  for (const char c : part) {
    if (white_space.find(c) != std::string_view::npos) {
      if (const Result<void> ended = end_word(ids); !ended) return ended;
      continue;
    }
    if (word_.size() < longest_start) word_ += c;
    is_number_ = is_number_ && c >= '0' && c <= '9';
    if (!is_number_ && word_.size() >= longest_start) return end_word(ids);
    if (is_number_ && value_ <= max_id) value_ = value_ * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return {};
}

Result<void> IdReader::end_word(std::vector<TokenId>& ids) {
  if (word_.empty()) return {};
  if (!is_number_) {
    return Error{ErrorCode::malformed_number, "expected a token id, got " + output::quoted(shortened(word_))};
  }
  if (value_ <= max_id) {
    ids.push_back(static_cast<TokenId>(value_));
  } else if (!out_of_range_) {
    out_of_range_ = no_token(shortened(word_));
  }
  word_.clear();
  value_ = 0;
  return {};
}

Result<std::vector<TokenId>> ids_of_array(std::string_view json) {
  std::vector<TokenId> ids;
  ids.reserve(static_cast<std::size_t>(std::ranges::count(json, ',')) + 1);  // growing would need three times as much
  std::size_t number = 0;
  std::optional<Error> error;  // of the first element that is not an id; one that is too large is the least of errors
  const Result<bool> is_array = formats::for_each_json_element(json, [&](const formats::JsonShallowValue& element) {
    const Result<TokenId> id = token_id(element, number++);
    if (id) {
      ids.push_back(*id);
    } else if (!error || (error->code == ErrorCode::token_out_of_range && id.error().code != error->code)) {
      error = id.error();
    }
  });
  if (!is_array) return array_error(is_array.error().message);
  if (!*is_array) return array_error("expected an array of token ids");
  if (error) return *error;
  return ids;
}

Result<std::vector<TokenId>> parse_ids(std::string_view text) {
  if (text.starts_with(utf8_byte_order_mark)) text.remove_prefix(utf8_byte_order_mark.size());
  const std::size_t first = text.find_first_not_of(white_space);
  if (first != std::string_view::npos && text[first] == '[') return ids_of_array(text);
  std::vector<TokenId> ids;
  IdReader reader;
  if (const Result<void> read = reader.append(text, ids); !read) return read.error();
  if (const Result<void> read = reader.finish(ids); !read) return read.error();
  if (reader.out_of_range()) return *reader.out_of_range();
  return ids;
}

}  // namespace tokmill::cli::decode

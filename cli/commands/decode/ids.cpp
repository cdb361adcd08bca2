#include "commands/decode/ids.hpp"

#include <limits>

#include "input/json_lines.hpp"
#include "output/quote.hpp"
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
    out_of_range_ = input::no_token(shortened(word_));
  }
  word_.clear();
  value_ = 0;
  return {};
}

Result<std::vector<TokenId>> parse_ids(std::string_view text) {
  if (text.starts_with(utf8_byte_order_mark)) text.remove_prefix(utf8_byte_order_mark.size());
  const std::size_t first = text.find_first_not_of(white_space);
  if (first != std::string_view::npos && text[first] == '[') return input::ids_of_array(text);
  std::vector<TokenId> ids;
  IdReader reader;
  if (const Result<void> read = reader.append(text, ids); !read) return read.error();
  if (const Result<void> read = reader.finish(ids); !read) return read.error();
  if (reader.out_of_range()) return *reader.out_of_range();
  return ids;
}

}  // namespace tokmill::cli::decode

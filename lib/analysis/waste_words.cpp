#include <algorithm>
#include <map>
#include <utility>

#include "analysis/waste_places.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

constexpr std::size_t least_code_size = 24;           // shorter than any digest, UUID or key in use
constexpr std::size_t least_bytes_of_two_tokens = 5;  // words of a text take more: about four bytes per token
constexpr std::size_t decimals_kept = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_of_code(char c) { return is_digit(c) || is_letter(c) || std::string_view("+/=_-").find(c) != std::string_view::npos; }

// Calls use(start, end) for each longest run of bytes of which the predicate is true.
template <class Predicate, class Use>
void for_each_run(std::string_view text, const Predicate& predicate, const Use& use) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    while (at < text.size() && predicate(text[at])) ++at;
    if (at > start) {
      use(start, at);
    } else {
      ++at;
    }
  }
}

// Whether some of the tokens are a single byte of a character.
bool has_single_bytes(const Encoding& encoding, std::string_view character) {
  std::vector<TokenId> ids;
  encoding.encode_ordinary(character, ids);
  return std::ranges::any_of(ids, [&](TokenId id) {
    const std::string_view bytes = *encoding.token_bytes(id);
    return bytes.size() == 1 && static_cast<unsigned char>(bytes.front()) >= 0x80;
  });
}

}  // namespace

std::vector<EditedPlace> find_codes(const WasteText& text) {
  std::vector<EditedPlace> places;
  for_each_run(text.text, is_of_code, [&](std::size_t start, std::size_t end) {
    const std::size_t size = end - start;
    if (size < least_code_size || 2 * size >= least_bytes_of_two_tokens * text.tokens.count(start, end)) return;
    places.push_back(place_of(WasteKind::codes, {start, end, "…"}));
  });
  return places;
}

std::vector<EditedPlace> find_decimals(const WasteText& text) {
  std::vector<EditedPlace> places;
  const std::string_view bytes = text.text;
  // What follows or precedes the digits of a number, and shows that they are part of something else, such as a version.
  const auto is_part_of_word = [&](std::size_t at) {
    return at < bytes.size() && (is_digit(bytes[at]) || is_letter(bytes[at]) || bytes[at] == '_');
  };
  for_each_run(bytes, is_digit, [&](std::size_t start, std::size_t end) {
    if (end - start <= decimals_kept || start < 2 || bytes[start - 1] != '.' || !is_digit(bytes[start - 2])) return;
    std::size_t number = start - 1;
    while (number > 0 && is_digit(bytes[number - 1])) --number;
    if (number > 0 && (bytes[number - 1] == '.' || is_part_of_word(number - 1))) return;
    if (is_part_of_word(end) || (end < bytes.size() && bytes[end] == '.' && is_part_of_word(end + 1))) return;
    EditedPlace place = place_of(WasteKind::decimals, {start + decimals_kept, end});
    place.place.start = number;
    places.push_back(std::move(place));
  });
  return places;
}

std::vector<EditedPlace> find_split_characters(const WasteText& text) {
  std::vector<EditedPlace> places;
  std::map<std::string_view, bool> known;
  for (std::size_t at = 0; at < text.text.size();) {
    const std::size_t size = next_utf8_unit(text.text.substr(at)).size;
    const std::string_view character = text.text.substr(at, size);
    at += size;
    if (size == 1) continue;
    const auto [found, is_new] = known.try_emplace(character);
    if (is_new) found->second = has_single_bytes(text.encoding, character);
    if (!found->second) continue;
    // Several in a row are one place.
    if (!places.empty() && places.back().place.end == at - size) {
      places.back().place.end = places.back().edits.front().end = at;
    } else {
      places.push_back(place_of(WasteKind::split_characters, {at - size, at}));
    }
  }
  return places;
}

}  // namespace tokmill::analysis

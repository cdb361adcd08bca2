#include "texts/part.hpp"

#include <algorithm>
#include <cstdint>

#include "tokmill/icu/display.hpp"
#include "tokmill/icu/graphemes.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::texts {

Result<std::vector<Part>> tokens_of(const Encoding& encoding, std::string_view text, const SpecialPolicy& special,
                                    const AddedSpecial& added) {
  std::vector<std::uint64_t> ends;
  const Result<std::vector<TokenId>> ids = encoding.encode(text, special, IllFormed::replacement, &ends);
  if (!ids) return ids.error();
  std::vector<Part> parts;
  for (const TokenId id : added.prefix) parts.push_back(added_part(encoding, id, 0));
  std::size_t start = 0;
  for (std::size_t i = 0; i < ids->size(); ++i) {
    parts.push_back(token_part(encoding, (*ids)[i], start, ends[i]));
    start = ends[i];
  }
  for (const TokenId id : added.suffix) parts.push_back(added_part(encoding, id, start));
  return parts;
}

Part added_part(const Encoding& encoding, TokenId id, std::size_t position) {
  return {*encoding.token_bytes(id), id, position, position};
}

Part token_part(const Encoding& encoding, TokenId id, std::size_t previous_end, std::size_t end) {
  std::string_view bytes = *encoding.token_bytes(id);
  const std::size_t most = end - previous_end;
  if (bytes.size() != most) {
    const std::span<const SpecialToken> specials = encoding.special_tokens();
    const auto special = std::ranges::find_if(
        specials, [&](const SpecialToken& token) { return token.id == id && token.name.size() == most; });
    if (special != specials.end()) bytes = special->name;
  }
  return {bytes, id, end - std::min(bytes.size(), most), end};
}

std::size_t mark_graphemes(std::string_view text, std::vector<Part>& parts) {
  const std::vector<std::size_t> ends = icu::grapheme_ends(text);
  auto end = ends.begin();
  for (Part& part : parts) {
    while (end != ends.end() && *end < part.start) ++end;
    part.begins_inside = part.start > 0 && end != ends.end() && *end != part.start;
  }
  return ends.size();
}

std::span<const Part> cut_parts(std::span<const Part> parts, std::size_t first) {
  std::size_t end = first + 1;
  while (end < parts.size() && parts[end].begins_inside) ++end;
  return parts.subspan(first, end - first);
}

bool divide_a_character(std::span<const Part> parts) {
  return std::ranges::any_of(parts, [](const Part& part) { return find_ill_formed(part.bytes).has_value(); });
}

bool have_joining_letters(std::span<const Part> parts) {
  if (divide_a_character(parts)) return false;
  for (const Part& part : parts) {
    for (std::string_view rest = part.bytes; !rest.empty();) {
      const Utf8Unit unit = next_utf8_unit(rest);
      if (icu::joins_neighbors(unit.code_point)) return true;
      rest.remove_prefix(unit.size);
    }
  }
  return false;
}

std::string joined_bytes(std::span<const Part> parts) {
  std::string bytes;
  for (const Part& part : parts) bytes += part.bytes;
  return bytes;
}

}  // namespace tokmill::cli::texts

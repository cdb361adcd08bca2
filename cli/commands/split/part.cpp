#include "commands/split/part.hpp"

#include <algorithm>
#include <cstdint>

#include "tokmill/icu/graphemes.hpp"

namespace tokmill::cli::split {

Result<std::vector<Part>> tokens_of(const Encoding& encoding, std::string_view text, const SpecialPolicy& special) {
  std::vector<std::uint64_t> ends;
  const Result<std::vector<TokenId>> ids = encoding.encode(text, special, IllFormed::replacement, &ends);
  if (!ids) return ids.error();
  std::vector<Part> parts;
  std::size_t start = 0;
  for (std::size_t i = 0; i < ids->size(); ++i) {
    parts.push_back(token_part(encoding, (*ids)[i], start, ends[i]));
    start = ends[i];
  }
  return parts;
}

Part token_part(const Encoding& encoding, TokenId id, std::size_t start, std::size_t end) {
  std::string_view bytes = *encoding.token_bytes(id);
  if (bytes.size() != end - start) {
    const auto special = std::ranges::find_if(encoding.special_tokens(), [&](const SpecialToken& token) {
      return token.id == id && token.name.size() == end - start;
    });
    bytes = special->name;
  }
  return {bytes, id, start};
}

std::vector<Part> pieces_of(const Encoding& encoding, std::string_view text) {
  std::vector<Part> parts;
  for (const Span& piece : encoding.pieces(text)) {
    parts.push_back({text.substr(piece.start, piece.end - piece.start), std::nullopt, piece.start});
  }
  return parts;
}

std::string View::noun() const {
  const bool pieces = !parts.empty() && !parts.front().id;
  return std::string(pieces ? "piece" : "token") + (parts.size() == 1 ? "" : "s");
}

void mark_graphemes(View& view) {
  const std::vector<std::size_t> ends = icu::grapheme_ends(view.text);
  view.graphemes = ends.size();
  auto end = ends.begin();
  for (Part& part : view.parts) {
    while (end != ends.end() && *end < part.start) ++end;
    part.begins_inside = part.start > 0 && end != ends.end() && *end != part.start;
  }
}

}  // namespace tokmill::cli::split

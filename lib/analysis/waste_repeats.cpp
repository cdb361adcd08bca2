#include <string_view>
#include <unordered_map>
#include <utility>

#include "analysis/waste_places.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

std::vector<EditedPlace> find_repeated_lines(const WasteText& text) {
  struct Seen {
    std::size_t tokens = 0;
    std::size_t place = 0;  // its index from 1; 0: not repeated yet
  };
  std::unordered_map<std::string_view, Seen> lines;
  std::vector<EditedPlace> places;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const Span& line = text.lines[i];
    const std::string_view content = without_trailing_blanks(text.of(line));
    if (content.size() < min_repeated_tokens || text.is_json(line)) continue;  // a token has at least one byte
    const auto [found, is_first] = lines.try_emplace(content);
    Seen& seen = found->second;
    if (is_first) {
      seen.tokens = text.tokens.count(line.start, line.start + content.size());
      continue;
    }
    if (seen.tokens < min_repeated_tokens) continue;
    // With the line feed.
    const std::size_t end = i + 1 < text.lines.size() ? text.lines[i + 1].start : text.text.size();
    if (seen.place > 0) {
      EditedPlace& place = places[seen.place - 1];
      ++place.place.times;
      place.place.tokens += seen.tokens;
      place.edits.push_back({line.start, end});
      continue;
    }
    EditedPlace place = place_of(WasteKind::repeated_lines, {line.start, end});
    place.place.end = line.start + content.size();
    place.place.tokens = seen.tokens;
    places.push_back(std::move(place));
    seen.place = places.size();
  }
  return places;
}

}  // namespace tokmill::analysis

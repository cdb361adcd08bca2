#include <algorithm>
#include <utility>

#include "analysis/waste_places.hpp"
#include "tokmill/formats/json.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

constexpr std::string_view json_space = " \t\r\n";

// The edits that leave out the white space between the values of the document [start, end), which must be valid.
std::vector<Edit> edits_of(std::string_view text, std::size_t start, std::size_t end) {
  std::vector<Edit> edits;
  bool in_string = false;
  for (std::size_t at = start; at < end; ++at) {
    if (in_string && text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      in_string = !in_string;
    } else if (!in_string && json_space.find(text[at]) != json_space.npos) {
      const std::size_t next = text.find_first_not_of(json_space, at);
      edits.push_back({at, next});
      at = next - 1;
    }
  }
  return edits;
}

// Adds the place of an array or object if the bytes [start, end) are one with white space around it. Returns whether they
// are.
bool add_document(std::size_t start, std::size_t end, WasteText& text, std::vector<EditedPlace>& places) {
  const std::string_view whole = text.text.substr(0, end);
  const std::size_t first = std::min(whole.find_first_not_of(json_space, start), whole.size());
  const std::size_t last = std::max(first, whole.find_last_not_of(json_space) + 1);
  const std::string_view json = whole.substr(first, last - first);
  if (!json.starts_with('{') && !json.starts_with('[')) return false;
  if (!formats::parse_json(json)) return false;
  text.json.push_back({first, last});
  EditedPlace found;
  found.place.kind = WasteKind::json;
  found.place.start = first;
  found.place.end = last;
  found.edits = edits_of(text.text, first, last);
  if (!found.edits.empty()) places.push_back(std::move(found));
  return true;
}

// The fence with which a line starts: at least three backticks or tildes, after at most three spaces.
std::string_view fence_of(std::string_view line) {
  const std::size_t start = line.find_first_not_of(' ');
  if (start == line.npos || start > 3 || (line[start] != '`' && line[start] != '~')) return {};
  const std::size_t end = std::min(line.find_first_not_of(line[start], start), line.size());
  return end - start >= 3 ? line.substr(start, end - start) : std::string_view();
}

// Whether the line is the fence that ends a block.
bool ends_block(std::string_view line, std::string_view fence) {
  const std::string_view found = fence_of(line);
  return found.starts_with(fence) && without_trailing_blanks(line).ends_with(found);
}

}  // namespace

std::vector<EditedPlace> find_json(WasteText& text) {
  std::vector<EditedPlace> places;
  if (add_document(0, text.text.size(), text, places)) return places;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const std::string_view fence = fence_of(text.of(text.lines[i]));
    if (fence.empty()) {
      add_document(text.lines[i].start, text.lines[i].end, text, places);
      continue;
    }
    const std::size_t first = i + 1;
    std::size_t end = first;
    while (end < text.lines.size() && !ends_block(text.of(text.lines[end]), fence)) ++end;
    i = end;
    if (first == end || add_document(text.lines[first].start, text.lines[end - 1].end, text, places)) continue;
    for (std::size_t line = first; line < end; ++line) {
      add_document(text.lines[line].start, text.lines[line].end, text, places);
    }
  }
  return places;
}

}  // namespace tokmill::analysis

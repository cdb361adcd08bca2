#include <algorithm>
#include <iterator>
#include <utility>

#include "analysis/waste_places.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view white_space = " \t\r";  // in a line

std::size_t first_character(std::string_view line) { return std::min(line.find_first_not_of(white_space), line.size()); }

// Calls use(start, end) with the offsets of each line that is not blank: those of its text without blanks around it.
template <class Use>
void for_each_full_line(const WasteText& text, const Use& use) {
  for (const Span& line : text.lines) {
    const std::string_view trimmed = without_trailing_blanks(text.of(line));
    if (!trimmed.empty() && !text.is_json(line)) use(line.start + first_character(trimmed), line.start + trimmed.size());
  }
}

}  // namespace

std::string_view without_trailing_blanks(std::string_view line) {
  return line.substr(0, line.find_last_not_of(white_space) + 1);
}

bool WasteText::is_json(const Span& line) const {
  const auto next = std::ranges::upper_bound(json, line.end, {}, &Span::start);
  return next != json.begin() && std::prev(next)->end > line.start;
}

EditedPlace place_of(WasteKind kind, Edit edit) {
  EditedPlace found;
  found.place.kind = kind;
  found.place.start = edit.start;
  found.place.end = edit.end;
  found.edits.push_back(std::move(edit));
  return found;
}

std::vector<EditedPlace> find_blank_lines(const WasteText& text) {
  std::vector<EditedPlace> places;
  std::size_t blank = 0;  // lines before this one
  for (std::size_t i = 0; i <= text.lines.size(); ++i) {
    if (i < text.lines.size() && without_trailing_blanks(text.of(text.lines[i])).empty() &&
        !text.is_json(text.lines[i])) {
      ++blank;
      continue;
    }
    if (blank > 1) {
      // From the second of them up to the line that follows.
      const std::size_t end = i < text.lines.size() ? text.lines[i].start : text.text.size();
      places.push_back(place_of(WasteKind::blank_lines, {text.lines[i - blank + 1].start, end}));
    }
    blank = 0;
  }
  return places;
}

std::vector<EditedPlace> find_blanks(const WasteText& text) {
  std::vector<EditedPlace> places;
  for_each_full_line(text, [&](std::size_t start, std::size_t end) {
    const std::string_view line = text.text.substr(0, end);
    for (std::size_t at = line.find_first_of(blanks, start); at != line.npos; at = line.find_first_of(blanks, at)) {
      const std::size_t next = line.find_first_not_of(blanks, at);
      if (next - at > 1) places.push_back(place_of(WasteKind::blanks, {at, next, " "}));
      at = next;
    }
  });
  return places;
}

std::vector<EditedPlace> find_trailing_blanks(const WasteText& text) {
  std::vector<EditedPlace> places;
  for (const Span& line : text.lines) {
    std::string_view content = text.of(line);
    if (content.ends_with('\r')) content.remove_suffix(1);
    const std::size_t size = content.find_last_not_of(blanks) + 1;  // npos + 1 is 0
    if (size == content.size() || text.is_json(line)) continue;
    places.push_back(place_of(WasteKind::trailing_blanks, {line.start + size, line.start + content.size()}));
  }
  return places;
}

std::vector<EditedPlace> find_indentation(const WasteText& text) {
  std::vector<EditedPlace> places;
  for (const Span& line : text.lines) {
    const std::string_view content = text.of(line);
    const std::size_t size = first_character(content);
    if (size == 0 || size == content.size() || text.is_json(line)) continue;
    places.push_back(place_of(WasteKind::indentation, {line.start, line.start + size}));
  }
  return places;
}

}  // namespace tokmill::analysis

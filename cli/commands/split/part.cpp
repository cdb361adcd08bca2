#include "commands/split/part.hpp"

#include "tokmill/icu/graphemes.hpp"

namespace tokmill::cli::split {

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

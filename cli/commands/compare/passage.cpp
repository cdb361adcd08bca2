#include "commands/compare/passage.hpp"

#include <algorithm>
#include <numeric>

#include "output/format.hpp"
#include "output/shorten.hpp"
#include "output/visible.hpp"
#include "tokmill/icu/display.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::compare {
namespace {

// The last characters of `text`, at most `most` of them, and whether these are all.
struct End {
  std::string_view text;
  bool is_all;
};

End last_characters(std::string_view text, std::size_t most) {
  std::size_t start = text.size();
  while (start > 0 && most > 0) {
    --start;
    if (starts_character(text[start])) --most;
  }
  return {text.substr(start), start == 0};
}

}  // namespace

std::string Place::text() const {
  return output::format("{}:{}", line, column);
}

std::vector<Place> places_of(const std::vector<analysis::Hunk>& hunks, std::string_view text) {
  std::vector<std::size_t> order(hunks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t index) { return hunks[index].start; });
  std::vector<Place> places(hunks.size());
  std::size_t line = 1;
  std::size_t line_start = 0;
  std::size_t at = 0;
  for (const std::size_t index : order) {
    const std::size_t start = hunks[index].start;
    for (std::size_t newline = text.find('\n', at); newline < start; newline = text.find('\n', at)) {
      ++line;
      at = line_start = newline + 1;
    }
    at = start;
    places[index] = {line, count_characters(text.substr(line_start, start - line_start)) + 1};
  }
  return places;
}

std::string passages_title(const Row& row, const NamedTokenizer& first, std::string_view more) {
  const analysis::Differences& differences = *row.differences;
  std::string text = output::format("{} and {}: {} of {} passages that differ", first.label(), row.tokenizer->label(),
                                    differences.hunks.size(), differences.count);
  if (differences.hunks.size() > 1) text += ", the largest difference in tokens first";
  return text + std::string(differences.hunks.size() < differences.count ? more : "");
}

std::string context_of(const analysis::Hunk& hunk, std::string_view text, std::size_t width) {
  const std::size_t third = width / 3;
  const std::string passage =
      "[" + output::shortened(output::visible(text.substr(hunk.start, hunk.end - hunk.start)), third) + "]";
  const std::size_t newline = hunk.start == 0 ? text.npos : text.rfind('\n', hunk.start - 1);
  const std::size_t line_start = newline == text.npos ? 0 : newline + 1;
  const std::string_view line_before = text.substr(line_start, hunk.start - line_start);
  // A character can take more than a column when it is shown.
  std::size_t most = third;
  End end = last_characters(line_before, most);
  while (most > 0 && icu::display_width(output::visible(end.text)) + (end.is_all ? 0 : 1) > third) {
    end = last_characters(line_before, --most);
  }
  const std::string before = (end.is_all ? "" : "…") + output::visible(end.text);
  const std::string_view line_after = text.substr(hunk.end, text.find('\n', hunk.end) - hunk.end);
  const std::size_t left = width - std::min(width, icu::display_width(before) + icu::display_width(passage));
  return before + passage + output::shortened(output::visible(line_after.substr(0, 4 * width)), left);
}

}  // namespace tokmill::cli::compare

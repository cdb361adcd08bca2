#include "tokmill/analysis/waste.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

#include "analysis/waste_places.hpp"
#include "tokmill/analysis/lines.hpp"
#include "tokmill/interval_counter.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

// The text after the edits, which must be sorted. An edit that overlaps one before it is left out.
std::string edited(std::string_view text, const std::vector<Edit>& edits) {
  std::string result;
  result.reserve(text.size());
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    if (edit.start < at) continue;
    result += text.substr(at, edit.start - at);
    result += edit.replacement;
    at = edit.end;
  }
  return result += text.substr(at);
}

// Sorts the edits by their start, of equal ones the longest first.
void sort(std::vector<Edit>& edits) {
  std::ranges::sort(edits, [](const Edit& one, const Edit& other) {
    return std::tie(one.start, other.end) < std::tie(other.start, one.end);
  });
}

class WasteFinder {
 public:
  WasteFinder(const WasteText& text, std::size_t tokens, std::size_t top) : text_(text), tokens_(tokens), top_(top) {}

  // Sums up the places of a kind, unless there are none.
  void add(std::vector<EditedPlace> places) {
    if (places.empty()) return;
    Waste waste;
    waste.kind = places.front().place.kind;
    waste.places = places.size();
    std::vector<Edit> edits;
    for (EditedPlace& found : places) {
      WastePlace& place = found.place;
      if (waste.kind != WasteKind::repeated_lines) place.tokens = text_.tokens.count(place.start, place.end);
      waste.tokens += place.tokens;
      std::ranges::copy(found.edits, std::back_inserter(edits));
    }
    sort(edits);
    waste.saved = saved_by(edits);
    waste.examples = examples(std::move(places));
    wastes_.push_back(std::move(waste));
    std::ranges::move(edits, std::back_inserter(edits_));
  }

  [[nodiscard]] std::vector<Waste> take_wastes() {
    std::ranges::stable_sort(wastes_, std::greater(), &Waste::saved);
    return std::move(wastes_);
  }

  // The tokens of the text after all changes.
  [[nodiscard]] std::size_t changed_tokens() {
    sort(edits_);
    return text_.encoding.count(edited(text_.text, edits_));
  }

 private:
  [[nodiscard]] std::ptrdiff_t saved_by(const std::vector<Edit>& edits) const {
    return static_cast<std::ptrdiff_t>(tokens_) -
           static_cast<std::ptrdiff_t>(text_.encoding.count(edited(text_.text, edits)));
  }

  [[nodiscard]] std::vector<WastePlace> examples(std::vector<EditedPlace> places) const {
    const auto some = places.begin() + static_cast<std::ptrdiff_t>(std::min(top_, places.size()));
    std::ranges::partial_sort(places, some, [](const EditedPlace& one, const EditedPlace& other) {
      return std::tie(other.place.tokens, one.place.start) < std::tie(one.place.tokens, other.place.start);
    });
    std::vector<WastePlace> chosen;
    for (auto found = places.begin(); found != some; ++found) {
      WastePlace& place = chosen.emplace_back(found->place);
      place.saved = saved_by(found->edits);
      const auto line = std::prev(std::ranges::upper_bound(text_.lines, place.start, {}, &Span::start));
      place.line = static_cast<std::size_t>(line - text_.lines.begin()) + 1;
      place.column = count_characters(text_.text.substr(line->start, place.start - line->start)) + 1;
    }
    std::ranges::sort(chosen, [](const WastePlace& one, const WastePlace& other) {
      return std::tie(other.saved, one.start) < std::tie(one.saved, other.start);
    });
    return chosen;
  }

  const WasteText& text_;
  std::size_t tokens_;
  std::size_t top_;
  std::vector<Waste> wastes_;
  std::vector<Edit> edits_;  // of all kinds
};

// The first `top` of the lines by their tokens.
std::vector<WasteLine> longest(const std::vector<Span>& lines, const std::vector<std::size_t>& tokens,
                               std::size_t top) {
  std::vector<std::size_t> order(lines.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto some = order.begin() + static_cast<std::ptrdiff_t>(std::min(top, order.size()));
  std::ranges::partial_sort(order, some, [&](std::size_t one, std::size_t other) {
    return std::tie(tokens[other], one) < std::tie(tokens[one], other);
  });
  std::vector<WasteLine> longest_lines;
  for (auto line = order.begin(); line != some; ++line) {
    longest_lines.push_back({*line + 1, lines[*line].start, lines[*line].end, tokens[*line]});
  }
  return longest_lines;
}

}  // namespace

std::vector<Span> lines_of(std::string_view text) {
  std::vector<Span> lines;
  for (std::size_t start = 0; start < text.size(); start = lines.back().end + 1) {
    lines.push_back({start, std::min(text.find('\n', start), text.size())});
  }
  return lines;
}

Result<WasteReport> find_waste(const Encoding& encoding, std::string_view text, std::size_t top) {
  std::vector<std::size_t> line_tokens;
  LineCounter counter(encoding, SpecialPolicy::ordinary(),
                      [&](const CountedLine& line) { line_tokens.push_back(line.tokens); });
  if (const Result<void> appended = counter.append(text); !appended) return appended.error();
  const Result<std::uint64_t> tokens = counter.finish();
  if (!tokens) return tokens.error();

  const IntervalCounter parts(encoding, std::string(text));
  WasteText waste_text{text, lines_of(text), parts, encoding};
  WasteFinder finder(waste_text, *tokens, top);
  finder.add(find_json(waste_text));
  for (const auto find : {find_repeated_lines, find_blank_lines, find_blanks, find_trailing_blanks,
                          find_indentation, find_codes, find_decimals, find_split_characters}) {
    finder.add(find(waste_text));
  }
  WasteReport report;
  report.tokens = *tokens;
  report.lines = waste_text.lines.size();
  report.wastes = finder.take_wastes();
  report.changed_tokens = finder.changed_tokens();
  report.longest_lines = longest(waste_text.lines, line_tokens, top);
  return report;
}

}  // namespace tokmill::analysis

#include "commands/split/waste/tables.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "commands/split/waste/kinds.hpp"
#include "output/format.hpp"
#include "output/shorten.hpp"
#include "output/visible.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::split {
namespace {

using analysis::WasteKind;
using analysis::WastePlace;
using output::Align;

// The start of a part of the text: whole characters, and no more of them than can be shown.
std::string_view start_of(std::string_view text, std::size_t start, std::size_t end) {
  constexpr std::size_t most = 2000;
  std::size_t size = std::min(end - start, most);
  while (start + size < text.size() && !starts_character(text[start + size])) --size;
  return text.substr(start, size);
}

// The text at a place: blanks with what follows them in the line.
std::string shown(const WastePlace& place, std::string_view text, std::size_t width) {
  if (place.kind == WasteKind::blank_lines) {
    return output::shortened(output::visible(start_of(text, place.start, place.end)), width);
  }
  if (place.kind == WasteKind::blanks || place.kind == WasteKind::indentation ||
      place.kind == WasteKind::trailing_blanks) {
    const std::size_t end = std::min(text.find('\n', place.start), text.size());
    return output::shortened(output::visible(start_of(text, place.start, end)), width);
  }
  const bool is_repeated = place.kind == WasteKind::repeated_lines;
  const std::string more = is_repeated ? output::format("{} more: ", place.times) : "";
  return output::shortened(more + output::visible_line(start_of(text, place.start, place.end)), width);
}

}  // namespace

std::string percent_of(std::ptrdiff_t tokens, const WasteView& view) {
  const std::size_t total = std::max<std::size_t>(view.report.tokens, 1);
  return output::format("{:.1f}%", 100 * static_cast<double>(tokens) / static_cast<double>(total));
}

std::string waste_heading(const WasteView& view) {
  const analysis::WasteReport& report = view.report;
  return output::format("{} token{} in {} line{}, {}", report.tokens, report.tokens == 1 ? "" : "s", report.lines,
                        report.lines == 1 ? "" : "s", view.encoding);
}

std::vector<WastePlace> largest_places(const WasteView& view) {
  std::vector<WastePlace> places;
  for (const analysis::Waste& waste : view.report.wastes) {
    std::ranges::copy_if(waste.examples, std::back_inserter(places),
                         [](const WastePlace& place) { return place.saved > 0; });
  }
  std::ranges::stable_sort(places, [](const WastePlace& one, const WastePlace& other) {
    return std::tie(other.saved, one.start) < std::tie(one.saved, other.start);
  });
  places.resize(std::min(places.size(), view.top));
  return places;
}

output::Table change_table(const WasteView& view) {
  output::Table table{{{"saved", Align::right}, {"share", Align::right, 1}, {"places", Align::right, 2}, {"change"}}, {}};
  for (const analysis::Waste& waste : view.report.wastes) {
    if (waste.saved <= 0) continue;
    const KindText& kind = text_of(waste.kind);
    table.rows.push_back({std::to_string(waste.saved), percent_of(waste.saved, view), std::to_string(waste.places),
                          output::format("{}: {}", kind.name, kind.change)});
  }
  if (table.rows.size() > 1) {
    const auto saved = static_cast<std::ptrdiff_t>(view.report.tokens - view.report.changed_tokens);
    table.rows.push_back({std::to_string(saved), percent_of(saved, view), "", "all of these changes together"});
  }
  return table;
}

output::Table place_table(const WasteView& view, std::size_t text_width) {
  output::Table table{
      {{"saved", Align::right}, {"tokens", Align::right}, {"line:column", Align::right}, {"change"}, {"text"}}, {}};
  for (const WastePlace& place : largest_places(view)) {
    table.rows.push_back({std::to_string(place.saved), std::to_string(place.tokens),
                          output::format("{}:{}", place.line, place.column), std::string(text_of(place.kind).name),
                          shown(place, view.text, text_width)});
  }
  return table;
}

output::Table longest_line_table(const WasteView& view, std::size_t text_width) {
  output::Table table{{{"tokens", Align::right}, {"share", Align::right}, {"line", Align::right}, {"text"}}, {}};
  for (const analysis::WasteLine& line : view.report.longest_lines) {
    table.rows.push_back({std::to_string(line.tokens), percent_of(static_cast<std::ptrdiff_t>(line.tokens), view),
                          std::to_string(line.number),
                          output::shortened(output::visible_line(start_of(view.text, line.start, line.end)),
                                            text_width)});
  }
  return table;
}

}  // namespace tokmill::cli::split

#include "commands/numbers/tables.hpp"

#include <algorithm>
#include <cstdint>

#include "commands/numbers/text_view.hpp"
#include "output/format.hpp"

namespace tokmill::cli::numbers {
namespace {

using output::Align;

std::string shapes_text(const analysis::Tally& tally, std::size_t max_shapes) {
  const auto all = tally.by_frequency();
  const std::size_t shown = std::min(max_shapes, all.size());
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    output::append_format(text, "{}{}: {}", i > 0 ? ", " : "", all[i].first, all[i].second);
  }
  if (shown == all.size()) return text;
  std::uint64_t others = 0;
  for (std::size_t i = shown; i < all.size(); ++i) others += all[i].second;
  return text + output::format(", {} others: {}", all.size() - shown, others);
}

}  // namespace

output::Table split_table(const std::vector<analysis::SplitNumber>& splits, NameOfEncoding name_of) {
  output::Table table;
  table.columns = {{"number"}, {"encoding"}, {"tokens", Align::right}, {"pieces"}};
  for (const analysis::SplitNumber& split : splits) {
    table.rows.push_back({split.number, name_of(split.encoding), std::to_string(split.pieces.size()),
                          joined(split)});
  }
  return table;
}

output::Table addition_table(const std::vector<analysis::Addition>& additions, NameOfEncoding name_of) {
  output::Table table;
  table.columns = {{"encoding"},
                   {"first"},
                   {"second"},
                   {"sum"},
                   {"columns", Align::right},
                   {"misaligned", Align::right}};
  for (const analysis::Addition& addition : additions) {
    table.rows.push_back({name_of(addition.numbers[0].encoding), joined(addition.numbers[0]),
                          joined(addition.numbers[1]), joined(addition.numbers[2]), std::to_string(addition.columns),
                          std::to_string(addition.misaligned.size())});
  }
  return table;
}

output::Table tally_table(const std::vector<analysis::Tally>& tallies, std::size_t max_shapes,
                          NameOfEncoding name_of) {
  output::Table table;
  table.columns = {{"encoding"},
                   {"from", Align::right},
                   {"to", Align::right},
                   {"whole", Align::right},
                   {"first split", Align::right},
                   {"shapes of the others"}};
  for (const analysis::Tally& tally : tallies) {
    table.rows.push_back({name_of(tally.encoding), std::to_string(tally.range.from),
                          std::to_string(tally.range.to),
                          std::to_string(tally.whole),
                          tally.first_split ? std::to_string(*tally.first_split) : "none",
                          shapes_text(tally, max_shapes)});
  }
  return table;
}

}  // namespace tokmill::cli::numbers

#include "commands/numbers/tables.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "commands/numbers/text_view.hpp"
#include "output/format.hpp"
#include "output/join.hpp"

namespace tokmill::cli::numbers {
namespace {

using output::Align;

}  // namespace

output::Table split_table(const std::vector<SplitRow>& rows, NameOfEncoding name_of) {
  const bool has_scripts = !rows.empty() && !rows.front().script.empty();
  output::Table table;
  if (has_scripts) table.columns.push_back({"script"});
  table.columns.insert(table.columns.end(), {{"number"}, {"encoding"}, {"tokens", Align::right}, {"pieces"}});
  for (const auto& [script, split] : rows) {
    std::vector<std::string>& row = table.rows.emplace_back();
    if (has_scripts) row.push_back(script);
    row.insert(row.end(),
               {split.number, name_of(split.encoding), std::to_string(split.pieces.size()), joined(split)});
  }
  return table;
}

output::Table sum_table(const std::vector<Sum>& sums, NameOfEncoding name_of) {
  output::Table table;
  table.columns = {{"encoding"}, {"written"}};
  const std::size_t terms = sums.front().typed.numbers.size() - 1;
  for (std::size_t i = 1; i <= terms; ++i) table.columns.push_back({output::format("number {}", i)});
  table.columns.insert(table.columns.end(),
                       {{"sum"}, {"columns", Align::right}, {"misaligned", Align::right}});
  const auto add_row = [&](const analysis::Addition& addition, const char* written) {
    std::vector<std::string>& row = table.rows.emplace_back();
    row = {name_of(addition.numbers.front().encoding), written};
    for (const analysis::SplitNumber& split : addition.numbers) row.push_back(joined(split));
    row.insert(row.end(), {std::to_string(addition.columns), std::to_string(addition.misaligned.size())});
  };
  for (const Sum& sum : sums) {
    add_row(sum.typed, "as typed");
    add_row(sum.grouped, "with separators");
  }
  return table;
}

output::Table tally_table(const std::vector<analysis::Tally>& tallies, NameOfEncoding name_of) {
  output::Table table;
  table.columns = {{"encoding"},
                   {"from", Align::right},
                   {"to", Align::right},
                   {"whole", Align::right},
                   {"first split", Align::right},
                   {"shapes of the others"}};
  for (const analysis::Tally& tally : tallies) {
    table.rows.push_back({name_of(tally.encoding), std::to_string(tally.range.from),
                          std::to_string(tally.range.to), std::to_string(tally.whole),
                          tally.first_split ? std::to_string(*tally.first_split) : "none",
                          output::join(shapes_of(tally, std::numeric_limits<std::size_t>::max()), ", ")});
  }
  return table;
}

std::vector<std::string> shapes_of(const analysis::Tally& tally, std::size_t most) {
  const auto all = tally.by_frequency();
  const std::size_t shown = std::min(most, all.size());
  std::vector<std::string> shapes;
  for (std::size_t i = 0; i < shown; ++i)
    shapes.push_back(output::format("{}: {}", all[i].first, all[i].second));
  std::uint64_t others = 0;
  for (std::size_t i = shown; i < all.size(); ++i) others += all[i].second;
  if (others > 0) shapes.push_back(output::format("{} others: {}", all.size() - shown, others));
  return shapes;
}

}  // namespace tokmill::cli::numbers

#include "commands/split/waste/kinds.hpp"
#include "commands/split/waste/output.hpp"
#include "output/table.hpp"

namespace tokmill::cli::split {

std::string waste_csv(const WasteView& view) {
  output::Table table{{{"kind"}, {"change"}, {"places"}, {"tokens"}, {"saved"}, {"line"}, {"column"}}, {}};
  for (const analysis::Waste& waste : view.report.wastes) {
    const KindText& kind = text_of(waste.kind);
    const analysis::WastePlace& largest = waste.examples.front();
    table.rows.push_back({std::string(kind.key), std::string(kind.change), std::to_string(waste.places),
                          std::to_string(waste.tokens), std::to_string(waste.saved), std::to_string(largest.line),
                          std::to_string(largest.column)});
  }
  return output::csv(table);
}

}  // namespace tokmill::cli::split

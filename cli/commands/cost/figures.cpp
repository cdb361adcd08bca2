#include "commands/cost/figures.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "output/format.hpp"
#include "output/join.hpp"

namespace tokmill::cli::cost {
namespace {

using analysis::CostRow;
using output::Align;
using Rows = std::vector<CostRow>;

// Unknown costs come after known ones, the total comes last.
bool is_cheaper(const CostRow& a, const CostRow& b) {
  if (a.is_total != b.is_total) return b.is_total;
  if (a.bill.total.has_value() != b.bill.total.has_value()) return a.bill.total.has_value();
  return a.bill.total && *a.bill.total < *b.bill.total;
}

std::string tokens(const chat::Item& item, bool exact) {
  if (item.unknown) return "unknown";
  const std::string low = std::to_string(item.tokens);
  return mark(item.exact && exact, item.most ? low + "–" + std::to_string(*item.most) : low);
}

// Models that count the parts of a request alike.
struct ItemColumn {
  std::vector<std::string> models;
  std::vector<std::string> tokens;
};

std::string column_name(const std::vector<std::string>& models) {
  if (models.size() <= 2) return output::join(models, ", ");
  return output::format("{} and {} others", models.front(), models.size() - 1);
}

}  // namespace

std::string mark(bool exact, std::string text) { return exact ? text : "≈ " + text; }

std::string input_text(const CostRow& row) {
  const std::string counted = std::to_string(row.usage.input_tokens);
  if (row.unknown_input) return "≥ " + counted;
  if (!row.range) return mark(row.exact, counted);
  return mark(row.exact, std::to_string(row.range->low_tokens) + "–" + std::to_string(row.range->high_tokens));
}

std::string context_text(const CostRow& row) {
  const std::optional<std::uint64_t>& window = row.tokenizer.model.context_window;
  if (row.fits == false) return "does not fit";
  if (!window || *window == 0) return "";
  return output::format("{:.1f}%", 100.0 * static_cast<double>(row.context_used) / static_cast<double>(*window));
}

bool has_total_range(const CostRow& row) {
  return row.range && row.range->low_total && row.range->high_total && !row.unknown_input;
}

void sort_by_total(Rows& rows) { std::stable_sort(rows.begin(), rows.end(), is_cheaper); }

output::Table items_table(const Rows& rows) {
  output::Table table;
  table.columns = {{"part", Align::left}};
  const auto first = std::find_if(rows.begin(), rows.end(), [](const CostRow& row) { return !row.items.empty(); });
  if (first == rows.end()) return table;
  for (const chat::Item& item : first->items) table.rows.push_back({item.what});
  std::vector<ItemColumn> columns;
  for (const CostRow& row : rows) {
    if (row.items.size() != table.rows.size()) continue;
    ItemColumn column{{row.name}, {}};
    for (const chat::Item& item : row.items) {
      column.tokens.push_back(tokens(item, row.tokenizer.exact || row.is_reported));
    }
    const auto same = std::ranges::find(columns, column.tokens, &ItemColumn::tokens);
    if (same == columns.end()) {
      columns.push_back(std::move(column));
    } else {
      same->models.push_back(row.name);
    }
  }
  int rank = 0;  // a narrow terminal shows the first columns
  for (const ItemColumn& column : columns) {
    table.columns.push_back({columns.size() == 1 ? "tokens" : column_name(column.models), Align::right, rank++});
    for (std::size_t i = 0; i < column.tokens.size(); ++i) table.rows[i].push_back(column.tokens[i]);
  }
  return table;
}

}  // namespace tokmill::cli::cost

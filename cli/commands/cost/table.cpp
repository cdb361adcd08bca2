#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "commands/cost/notes.hpp"
#include "commands/cost/output.hpp"
#include "options/encoding_source.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "output/table.hpp"
#include "output/wrap.hpp"
#include "tokmill/pricing/optional_text.hpp"

namespace tokmill::cli::cost {
namespace {

using analysis::CostRow;
using output::Align;
using Rows = std::vector<CostRow>;

constexpr int table_decimals = 6;  // of an amount

std::string rounded(const std::optional<pricing::Money>& amount) {
  return amount ? rounded_decimal(*amount, table_decimals) : "unknown";
}

std::string mark(bool exact, std::string text) { return exact ? text : "≈ " + text; }

// The input tokens of a row: a number, bounds, or the part that is known.
std::string input(const CostRow& row) {
  const std::string counted = std::to_string(row.usage.input_tokens);
  if (row.unknown_input) return "≥ " + counted;
  if (!row.range) return mark(row.exact, counted);
  return mark(row.exact, std::to_string(row.range->low_tokens) + "–" + std::to_string(row.range->high_tokens));
}

std::string total(const CostRow& row) {
  if (!row.bill.total) return rounded(row.bill.total);
  const bool has_range = row.range && row.range->low_total && row.range->high_total && !row.unknown_input;
  return mark(row.exact, has_range ? rounded(row.range->low_total) + "–" + rounded(row.range->high_total)
                                   : rounded(row.bill.total));
}

std::string tokens(const chat::Item& item, bool exact) {
  if (item.unknown) return "unknown";
  const std::string low = std::to_string(item.tokens);
  return mark(item.exact && exact, item.most ? low + "–" + std::to_string(*item.most) : low);
}

std::string context(const CostRow& row) {
  const std::optional<std::uint64_t>& window = row.tokenizer.model.context_window;
  if (row.fits == false) return "does not fit";
  if (!window || *window == 0) return "";
  return output::format("{:.1f}%", 100.0 * static_cast<double>(row.context_used) / static_cast<double>(*window));
}

// Unknown costs come after known ones, the total comes last.
bool is_cheaper(const CostRow& a, const CostRow& b) {
  if (a.is_total != b.is_total) return b.is_total;
  if (a.bill.total.has_value() != b.bill.total.has_value()) return a.bill.total.has_value();
  return a.bill.total && *a.bill.total < *b.bill.total;
}

template <class Predicate>
bool any(const Rows& rows, const Predicate& holds) {
  return std::any_of(rows.begin(), rows.end(), holds);
}

output::Table cost_table(Rows rows, pricing::Date at) {
  std::stable_sort(rows.begin(), rows.end(), is_cheaper);
  const bool cached = any(rows, [](const CostRow& row) { return row.usage.cached_tokens > 0; });
  const bool writes = any(rows, [](const CostRow& row) {
    return row.usage.cache_write_tokens > 0 || row.usage.cache_write_long_tokens > 0;
  });
  const bool outputs = any(rows, [](const CostRow& row) { return row.usage.output_tokens > 0; });
  const bool calls = any(rows, [](const CostRow& row) { return row.usage.calls != 1; });

  output::Table table;
  const auto add = [&table](const char* name, Align align, int rank = 0) {
    table.columns.push_back({name, align, rank});
  };
  add("model", Align::left);
  add("encoding", Align::left, 10);
  add("input", Align::right);
  if (cached) add("cached", Align::right, 3);
  if (writes) add("written", Align::right, 4);
  if (outputs) add("output", Align::right, 1);
  if (calls) add("calls", Align::right, 2);
  add("$ input", Align::right, 5);
  if (cached) add("$ cached", Align::right, 7);
  if (writes) add("$ written", Align::right, 8);
  if (outputs) add("$ output", Align::right, 6);
  add("$ total", Align::right);
  add("context", Align::right, 9);
  add("as of", Align::left, 11);

  for (const CostRow& row : rows) {
    std::vector<std::string>& fields = table.rows.emplace_back();
    fields.push_back(row.name);
    fields.push_back(row.is_total ? "" : encoding_label(row.tokenizer.encoding->name()));
    fields.push_back(input(row));
    if (cached) fields.push_back(std::to_string(row.usage.cached_tokens));
    if (writes) fields.push_back(std::to_string(cache_writes(row)));
    if (outputs) fields.push_back(std::to_string(row.usage.output_tokens));
    if (calls) fields.push_back(std::to_string(row.usage.calls));
    fields.push_back(rounded(row.bill.input));
    if (cached) fields.push_back(rounded(row.bill.cached));
    if (writes) fields.push_back(rounded(row.bill.cache_write));
    if (outputs) fields.push_back(rounded(row.bill.output));
    fields.push_back(total(row));
    fields.push_back(context(row));
    fields.push_back(pricing::date_text(row.bill.as_of).value_or("") + (is_old(row, at) ? "*" : ""));
  }
  return table;
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

// The parts of a chat request: a row for each part, a column for each model or, if several count alike, for these.
// Empty for other inputs.
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

using WriteTable = std::string (*)(const output::Table&);

std::string tables(const Rows& rows, const CostRequest& request, WriteTable write, std::string_view bullet) {
  std::string text;
  const output::Table items = items_table(rows);
  if (!items.rows.empty()) text += write(items) + '\n';
  const output::Table costs = cost_table(rows, request.terms.at);
  text += write(costs);
  std::vector<std::string> lines = notes(rows, request);
  if (is_rounded(rows, table_decimals)) {
    lines.emplace_back("amounts are rounded to a millionth of a dollar; --json has every digit");
  }
  if (bullet.empty() && (output::leaves_out_columns(items) || output::leaves_out_columns(costs))) {
    lines.emplace_back(output::more_columns_note);
  }
  if (!lines.empty()) text += '\n';
  for (const std::string& line : lines) text += output::output_line(bullet, line, 2);
  return text;
}

}  // namespace

std::string text(const Rows& rows, const CostRequest& request) {
  return tables(rows, request, output::output_table, "");
}

std::string markdown(const Rows& rows, const CostRequest& request) {
  return tables(rows, request, output::markdown, "- ");
}

}  // namespace tokmill::cli::cost

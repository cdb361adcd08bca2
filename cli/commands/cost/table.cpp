#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "commands/cost/figures.hpp"
#include "commands/cost/notes.hpp"
#include "commands/cost/output.hpp"
#include "options/encoding_source.hpp"
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

std::string total(const CostRow& row) {
  if (!row.bill.total) return rounded(row.bill.total);
  return mark(row.exact, has_total_range(row)
                             ? rounded(row.range->low_total) + "–" + rounded(row.range->high_total)
                             : rounded(row.bill.total));
}

template <class Predicate>
bool any(const Rows& rows, const Predicate& holds) {
  return std::any_of(rows.begin(), rows.end(), holds);
}

output::Table cost_table(Rows rows, pricing::Date at) {
  sort_by_total(rows);
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
    fields.push_back(input_text(row));
    if (cached) fields.push_back(std::to_string(row.usage.cached_tokens));
    if (writes) fields.push_back(std::to_string(cache_writes(row)));
    if (outputs) fields.push_back(std::to_string(row.usage.output_tokens));
    if (calls) fields.push_back(std::to_string(row.usage.calls));
    fields.push_back(rounded(row.bill.input));
    if (cached) fields.push_back(rounded(row.bill.cached));
    if (writes) fields.push_back(rounded(row.bill.cache_write));
    if (outputs) fields.push_back(rounded(row.bill.output));
    fields.push_back(total(row));
    fields.push_back(context_text(row));
    fields.push_back(pricing::date_text(row.bill.as_of).value_or("") + (is_old(row, at) ? "*" : ""));
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

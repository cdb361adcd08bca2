#include <algorithm>
#include <cstdint>

#include "commands/cost/output.hpp"
#include "output/path.hpp"
#include "output/table.hpp"
#include "tokmill/pricing/optional_text.hpp"

namespace tokmill::cli::cost {
namespace {

std::string amount(const std::optional<pricing::Money>& money) { return pricing::amount_text(money).value_or(""); }

std::string boolean(bool value) { return value ? "true" : "false"; }

}  // namespace

std::string csv(const std::vector<analysis::CostRow>& rows) {
  output::Table table;
  for (const char* name :
       {"model", "encoding", "exact", "input_tokens", "cached_tokens", "cache_write_tokens", "output_tokens",
        "calls", "usd_input", "usd_cached", "usd_cache_write", "usd_output", "usd_total", "context_window",
        "context_used", "fits", "as_of"}) {
    table.columns.push_back({name});
  }
  const bool has_range = std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.range.has_value(); });
  if (has_range) {
    for (const char* name : {"input_tokens_low", "usd_total_low", "input_tokens_high", "usd_total_high"}) {
      table.columns.push_back({name});
    }
  }
  for (const analysis::CostRow& row : rows) {
    const std::optional<std::uint64_t>& window = row.tokenizer.model.context_window;
    table.rows.push_back(
        {row.name, row.is_total ? "" : output::printable_path(row.tokenizer.encoding->name()), boolean(row.exact),
         std::to_string(row.usage.input_tokens), std::to_string(row.usage.cached_tokens),
         std::to_string(cache_writes(row)), std::to_string(row.usage.output_tokens), std::to_string(row.usage.calls),
         amount(row.bill.input), amount(row.bill.cached), amount(row.bill.cache_write), amount(row.bill.output),
         amount(row.bill.total), window ? std::to_string(*window) : "", std::to_string(row.context_used),
         row.fits ? boolean(*row.fits) : "", pricing::date_text(row.bill.as_of).value_or("")});
    if (!has_range) continue;
    std::vector<std::string>& fields = table.rows.back();
    if (row.unknown_input) {
      fields.resize(table.columns.size());
      continue;
    }
    const std::uint64_t tokens = row.usage.input_tokens;
    const analysis::CostRange range =
        row.range.value_or(analysis::CostRange{tokens, tokens, row.bill.total, row.bill.total});
    fields.insert(fields.end(), {std::to_string(range.low_tokens), amount(range.low_total),
                                 std::to_string(range.high_tokens), amount(range.high_total)});
  }
  return output::csv(table);
}

}  // namespace tokmill::cli::cost

#include "commands/cost/output.hpp"

#include "output/format.hpp"

#include <algorithm>

#include "commands/cost/notes.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::cost {
namespace {

using output::Align;

bool has_cache_writes(const Row& row) {
  return row.usage.cache_write_tokens > 0 || row.usage.cache_write_long_tokens > 0;
}

std::uint64_t written(const Row& row) {
  return row.usage.cache_write_tokens + row.usage.cache_write_long_tokens;
}

std::string amount_json(const std::optional<pricing::Money>& amount) {
  return amount ? '"' + exact_decimal(*amount) + '"' : "null";
}

std::string json_or_null(const std::optional<std::uint64_t>& number) {
  return number ? std::to_string(*number) : "null";
}

std::string json_or_null(const std::optional<bool>& value) {
  return !value ? "null" : *value ? "true" : "false";
}

std::string items_json(const std::vector<chat::Item>& items) {
  std::string text;
  for (const chat::Item& item : items) {
    text += output::format(R"({}{{"what":{},"tokens":{},"exact":{}}})", text.empty() ? "" : ",",
                        formats::json_string(item.what), item.tokens, item.exact);
  }
  return text;
}

std::string row_json(const Row& row) {
  const bool writes = has_cache_writes(row);
  std::string text = output::format(
      R"({{"model":{},"encoding":{},"exact":{},"input_tokens":{},"cached_tokens":{},)",
      formats::json_string(row.name), row.is_total ? "null" : formats::json_string(row.tokenizer.encoding->name()), row.exact,
      row.usage.input_tokens, row.usage.cached_tokens);
  if (writes) text += output::format(R"("cache_write_tokens":{},)", written(row));
  text +=
      output::format(R"("output_tokens":{},"calls":{},"usd":{{"input":{},"cached":{},)", row.usage.output_tokens,
                  row.usage.calls, amount_json(row.bill.input), amount_json(row.bill.cached));
  if (writes) text += output::format(R"("cache_write":{},)", amount_json(row.bill.cache_write));
  text +=
      output::format(R"("output":{},"total":{}}},"context_window":{},"context_used":{},"fits":{},"as_of":{})",
                  amount_json(row.bill.output), amount_json(row.bill.total),
                  json_or_null(row.tokenizer.model.context_window), row.context_used, json_or_null(row.fits),
                  row.bill.as_of ? '"' + pricing::to_string(*row.bill.as_of) + '"' : std::string("null"));
  if (!row.items.empty()) text += output::format(R"(,"items":[{}])", items_json(row.items));
  return text + '}';
}

std::string rounded(const std::optional<pricing::Money>& amount) {
  return amount ? rounded_decimal(*amount, table_decimals) : "unknown";
}

std::string approximate(const Row& row, std::string text) {
  if (!row.exact) text.insert(0, "≈ ");
  return text;
}

std::string context(const Row& row) {
  const std::optional<std::uint64_t>& window = row.tokenizer.model.context_window;
  if (row.fits == false) return "does not fit";
  if (!window || *window == 0) return "";
  return output::format("{:.1f}%", 100.0 * static_cast<double>(row.context_used) / static_cast<double>(*window));
}

bool is_cheaper(const Row& a, const Row& b) {
  if (a.is_total != b.is_total) return b.is_total;
  if (a.bill.total.has_value() != b.bill.total.has_value()) return a.bill.total.has_value();
  return a.bill.total && *a.bill.total < *b.bill.total;
}

template <class Has>
bool any(const std::vector<Row>& rows, const Has& has) {
  return std::any_of(rows.begin(), rows.end(), has);
}

}  // namespace

std::string json(const std::vector<Row>& rows) {
  std::string text = "[";
  for (const Row& row : rows) {
    if (text.size() > 1) text += ',';
    text += row_json(row);
  }
  return text + "]\n";
}

output::Table table_for_people(std::vector<Row> rows, pricing::Date at) {
  std::stable_sort(rows.begin(), rows.end(), is_cheaper);
  const bool cached = any(rows, [](const Row& row) { return row.usage.cached_tokens > 0; });
  const bool writes = any(rows, has_cache_writes);
  const bool calls = any(rows, [](const Row& row) { return row.usage.calls != 1; });

  output::Table table;
  const auto add = [&table](const char* name, Align align) { table.columns.push_back({name, align}); };
  add("model", Align::left);
  add("encoding", Align::left);
  add("input", Align::right);
  if (cached) add("cached", Align::right);
  if (writes) add("written", Align::right);
  add("output", Align::right);
  if (calls) add("calls", Align::right);
  add("$ input", Align::right);
  if (cached) add("$ cached", Align::right);
  if (writes) add("$ written", Align::right);
  add("$ output", Align::right);
  add("$ total", Align::right);
  add("context", Align::right);
  add("as of", Align::left);

  for (const Row& row : rows) {
    std::vector<std::string>& fields = table.rows.emplace_back();
    fields.push_back(row.name);
    fields.emplace_back(row.is_total ? std::string_view() : row.tokenizer.encoding->name());
    fields.push_back(approximate(row, std::to_string(row.usage.input_tokens)));
    if (cached) fields.push_back(std::to_string(row.usage.cached_tokens));
    if (writes) fields.push_back(std::to_string(written(row)));
    fields.push_back(std::to_string(row.usage.output_tokens));
    if (calls) fields.push_back(std::to_string(row.usage.calls));
    fields.push_back(rounded(row.bill.input));
    if (cached) fields.push_back(rounded(row.bill.cached));
    if (writes) fields.push_back(rounded(row.bill.cache_write));
    fields.push_back(rounded(row.bill.output));
    fields.push_back(row.bill.total ? approximate(row, rounded(row.bill.total)) : "unknown");
    fields.push_back(context(row));
    fields.push_back((row.bill.as_of ? pricing::to_string(*row.bill.as_of) : "") + (is_old(row, at) ? "*" : ""));
  }
  return table;
}

output::Table table_for_programs(const std::vector<Row>& rows) {
  output::Table table;
  for (const char* name :
       {"model", "encoding", "exact", "input_tokens", "cached_tokens", "cache_write_tokens", "output_tokens",
        "calls", "usd_input", "usd_cached", "usd_cache_write", "usd_output", "usd_total", "context_window",
        "context_used", "fits", "as_of"}) {
    table.columns.push_back({name, Align::left});
  }
  const auto amount = [](const std::optional<pricing::Money>& money) {
    return money ? exact_decimal(*money) : std::string();
  };
  for (const Row& row : rows) {
    const std::optional<std::uint64_t>& window = row.tokenizer.model.context_window;
    table.rows.push_back(
        {row.name, row.is_total ? std::string() : std::string(row.tokenizer.encoding->name()),
         row.exact ? "true" : "false", std::to_string(row.usage.input_tokens),
         std::to_string(row.usage.cached_tokens), std::to_string(written(row)),
         std::to_string(row.usage.output_tokens), std::to_string(row.usage.calls), amount(row.bill.input),
         amount(row.bill.cached), amount(row.bill.cache_write), amount(row.bill.output),
         amount(row.bill.total), window ? std::to_string(*window) : std::string(),
         std::to_string(row.context_used), row.fits ? json_or_null(row.fits) : std::string(),
         row.bill.as_of ? pricing::to_string(*row.bill.as_of) : std::string()});
  }
  return table;
}

output::Table table_of_items(const std::vector<Row>& rows) {
  output::Table table;
  table.columns = {{"part", Align::left}};
  const auto first =
      std::find_if(rows.begin(), rows.end(), [](const Row& row) { return !row.items.empty(); });
  if (first == rows.end()) return table;
  for (const chat::Item& item : first->items) table.rows.push_back({item.what});
  for (const Row& row : rows) {
    if (row.items.size() != table.rows.size()) continue;
    table.columns.push_back({row.name, Align::right});
    for (std::size_t i = 0; i < row.items.size(); ++i) {
      table.rows[i].push_back((row.items[i].exact && row.tokenizer.exact ? "" : "≈ ") +
                              std::to_string(row.items[i].tokens));
    }
  }
  return table;
}

}  // namespace tokmill::cli::cost

#include "commands/models/output.hpp"
#include "options/model_tokenizer.hpp"
#include "options/proxy_warning.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "output/table.hpp"
#include "output/wrap.hpp"
#include "tokmill/pricing/optional_text.hpp"

namespace tokmill::cli::models {
namespace {

using analysis::ModelTokenizer;
using output::Align;

std::string number_text(const std::optional<std::uint64_t>& number) { return number ? std::to_string(*number) : ""; }

void add_rows(output::Table& table, const ModelsRequest& request, std::string_view unknown) {
  for (const ModelTokenizer& tokenizer : request.models) {
    const pricing::PricedModel& model = tokenizer.model;
    const pricing::Price price = price_on(model, request.at);
    const std::string_view encoding = own_encoding_name(tokenizer);
    table.rows.push_back({std::string(model.provider), std::string(model.id),
                          std::string(encoding.empty() ? unknown : encoding), number_text(model.context_window),
                          number_text(model.max_output), per_million_text(price.input, unknown),
                          per_million_text(price.cached_input, unknown), per_million_text(price.output, unknown),
                          pricing::date_text(price.as_of).value_or("")});
  }
}

output::Table prices_table(const pricing::PricedModel& model) {
  output::Table table;
  table.columns = {{"service", Align::left},     {"from", Align::left, 1},           {"to", Align::left},
                   {"above", Align::right},      {"$ input", Align::right},          {"$ cached", Align::right},
                   {"$ write", Align::right, 2}, {"$ write, long", Align::right, 3}, {"$ output", Align::right},
                   {"as of", Align::left, 4},    {"confidence", Align::left, 5},     {"source", Align::left, 6}};
  for (const pricing::Price& price : model.prices) {
    std::string above;
    if (price.above_input_tokens) {
      above = (price.at_threshold ? ">= " : "> ") + std::to_string(*price.above_input_tokens);
    }
    table.rows.push_back({std::string(to_string(price.service)), pricing::date_text(price.from).value_or(""),
                          pricing::date_text(price.to).value_or("") + (price.promotion ? " (promotion)" : ""),
                          std::move(above),
                          per_million_text(price.input, "-"), per_million_text(price.cached_input, "-"),
                          per_million_text(price.cache_write, "-"), per_million_text(price.cache_write_long, "-"),
                          per_million_text(price.output, "-"), pricing::date_text(price.as_of).value_or(""),
                          std::string(price.confidence), std::string(price.source)});
  }
  return table;
}

// What other sources say of the prices, a line for each price.
std::string disagreements(const pricing::PricedModel& model, std::string_view bullet) {
  std::string text;
  for (const pricing::Price& price : model.prices) {
    if (price.disagreement.empty()) continue;
    const std::string line =
        output::format("sources disagree ({}): {}", to_string(price.service), price.disagreement);
    text += output::output_line(bullet, line, 2);
  }
  return text.empty() ? text : "\n" + text;
}

using WriteTable = std::string (*)(const output::Table&);

// Sets `is_narrow` if a terminal leaves out columns.
std::string in_full(const ModelTokenizer& tokenizer, WriteTable write, std::string_view bullet, bool& is_narrow) {
  const pricing::PricedModel& model = tokenizer.model;
  std::string text;
  const auto add_line = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    text += output::output_line(bullet, output::format("{:<14}{}", name, value), 14);
  };
  add_line("model", model.id);
  add_line("provider", model.provider);
  add_line("aliases", output::join(model.aliases, ", "));
  add_line("encoding", tokenizer.exact ? std::string(tokenizer.encoding->name())
                                       : proxy_message(analysis::proxy_encoding, proxy_error(model), exactness_hint(model.id)));
  add_line("tokenizer", model.tokenizer);
  add_line("context", number_text(model.context_window));
  add_line("max input", number_text(model.max_input));
  add_line("max output", number_text(model.max_output));
  add_line("batch output", number_text(model.max_output_batch));
  add_line("cache time", model.cache_retention);
  add_line("note", model.note);
  const output::Table prices = prices_table(model);
  text += "\nPrices in dollars per million tokens:\n\n" + write(prices);
  is_narrow = is_narrow || (bullet.empty() && output::leaves_out_columns(prices));
  return text + disagreements(model, bullet);
}

std::string print(const ModelsRequest& request, WriteTable write, std::string_view bullet) {
  if (request.in_full) {
    std::string text;
    bool is_narrow = false;
    for (const ModelTokenizer& model : request.models) {
      if (!text.empty()) text += '\n';
      text += in_full(model, write, bullet, is_narrow);
    }
    return is_narrow ? text + '\n' + output::output_line(output::more_columns_note) : text;
  }
  output::Table table;
  table.columns = {{"provider", Align::left},     {"model", Align::left},          {"encoding", Align::left, 3},
                   {"context", Align::right, 2},  {"max output", Align::right, 5}, {"$ input", Align::right},
                   {"$ cached", Align::right, 1}, {"$ output", Align::right},      {"as of", Align::left, 4}};
  add_rows(table, request, "-");
  constexpr std::string_view legend =
      "Prices in dollars per million tokens of a standard call; - means unknown. Use tokmill models NAME for all prices.";
  std::string text = write(table) + '\n';
  if (!bullet.empty()) return text.append(legend) + '\n';
  text += output::output_line(legend);
  return output::leaves_out_columns(table) ? text + output::output_line(output::more_columns_note) : text;
}

}  // namespace

std::string csv(const ModelsRequest& request) {
  output::Table table;
  for (const char* name : {"provider", "model", "encoding", "context_window", "max_output", "usd_input", "usd_cached",
                           "usd_output", "as_of"}) {
    table.columns.push_back({name});
  }
  add_rows(table, request, "");
  return output::csv(table);
}

std::string text(const ModelsRequest& request) { return print(request, output::output_table, ""); }

std::string markdown(const ModelsRequest& request) { return print(request, output::markdown, "- "); }

}  // namespace tokmill::cli::models

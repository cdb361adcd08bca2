#include "commands/models/command.hpp"

#include "output/format.hpp"
#include "output/join.hpp"

#include <chrono>

#include "tokmill/formats/json_writer.hpp"
#include "output/table.hpp"
#include "tokmill/analysis/model_tokenizer.hpp"

namespace tokmill::cli {
namespace {

using output::Align;

// What the options ask for, once the table was read.
struct Selection {
  pricing::PriceBook book;
  pricing::Date at;
  std::vector<analysis::ModelTokenizer> models;
  std::vector<Error> unknown_models;  // that were named beside known ones
};

// The price of an ordinary call on a day; a price of nothing known where there is none.
pricing::Price price_on(const pricing::PricedModel& model, pricing::Date at) {
  const Result<pricing::Bill> bill = pricing::bill(model, {}, {pricing::Service::standard, at});
  return bill && bill->price != nullptr ? *bill->price : pricing::Price();
}

Result<Selection> select(const ModelsOptions& options) {
  if (static_cast<int>(options.json) + static_cast<int>(options.csv) + static_cast<int>(options.markdown) >
      1) {
    return Error{ErrorCode::invalid_argument,
                 "--json, --csv and --markdown are three forms of output: give one"};
  }
  Selection selection;
  selection.at = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  if (options.at) {
    const Result<pricing::Date> day = pricing::parse_date(*options.at);
    if (!day) return Error{day.error().code, "--at: " + day.error().message};
    selection.at = *day;
  }
  std::optional<pricing::Money> max_price;
  if (options.max_price) {
    const Result<pricing::Money> price = pricing::parse_dollars_per_million(*options.max_price);
    if (!price) return Error{price.error().code, "--max-price: " + price.error().message};
    max_price = *price;
  }
  Result<pricing::PriceBook> book = options.prices.load();
  if (!book) return book.error();
  selection.book = std::move(*book);

  std::vector<analysis::ModelTokenizer> models;
  for (const std::string& name : options.names) {
    Result<analysis::ModelTokenizer> found = analysis::tokenizer_of_model(selection.book, name);
    if (found) {
      models.push_back(*found);
    } else {
      selection.unknown_models.push_back(std::move(found).error());
    }
  }
  if (models.empty() && !selection.unknown_models.empty()) return selection.unknown_models.front();
  if (options.names.empty()) {
    for (const pricing::PricedModel& model : selection.book.models()) models.push_back(analysis::tokenizer_of_model(model));
  }
  for (const analysis::ModelTokenizer& found : models) {
    const pricing::PricedModel& model = found.model;
    if (options.provider && model.provider != *options.provider) continue;
    if (options.context && model.context_window.value_or(0) < *options.context) continue;
    if (max_price) {
      const std::optional<pricing::Money> price = price_on(model, selection.at).input;
      if (!price || *price > *max_price) continue;
    }
    selection.models.push_back(found);
  }
  return selection;
}

// --- Texts of the fields ------------------------------------------------------------------------------

// The price of a million tokens, without zeros that say nothing.
std::string per_million_text(const std::optional<pricing::Money>& price, std::string_view unknown) {
  if (!price) return std::string(unknown);
  const std::optional<pricing::Money> million = per_million(*price);
  return million ? exact_decimal(*million, 2) : std::string(unknown);
}

std::string tokens_text(const std::optional<std::uint64_t>& tokens) {
  return tokens ? std::to_string(*tokens) : "";
}

std::string day_text(const std::optional<pricing::Date>& day) {
  return day ? pricing::to_string(*day) : "";
}

std::string encoding_text(const analysis::ModelTokenizer& model) {
  return model.exact ? std::string(model.encoding->name()) : "";
}

output::Table table(const Selection& selection, bool for_programs) {
  const std::string_view unknown = for_programs ? "" : "-";
  output::Table table;
  table.columns = {{"provider", Align::left},  {"model", Align::left},       {"encoding", Align::left},
                   {"context", Align::right},  {"max output", Align::right}, {"$ input", Align::right},
                   {"$ cached", Align::right}, {"$ output", Align::right},   {"as of", Align::left}};
  if (for_programs) {
    const char* names[] = {"provider",  "model",      "encoding",   "context_window", "max_output",
                           "usd_input", "usd_cached", "usd_output", "as_of"};
    for (std::size_t i = 0; i < table.columns.size(); ++i) table.columns[i].name = names[i];
  }
  for (const analysis::ModelTokenizer& row : selection.models) {
    const pricing::PricedModel& model = row.model;
    const pricing::Price price = price_on(model, selection.at);
    const std::string encoding = encoding_text(row);
    table.rows.push_back({std::string(model.provider), std::string(model.id),
                          encoding.empty() ? std::string(unknown) : encoding,
                          tokens_text(model.context_window), tokens_text(model.max_output),
                          per_million_text(price.input, unknown),
                          per_million_text(price.cached_input, unknown),
                          per_million_text(price.output, unknown), day_text(price.as_of)});
  }
  return table;
}

// --- One model in full --------------------------------------------------------------------------------

output::Table table_of_prices(const pricing::PricedModel& model) {
  output::Table table;
  table.columns = {{"service", Align::left},  {"from", Align::left},           {"to", Align::left},
                   {"above", Align::right},   {"$ input", Align::right},       {"$ cached", Align::right},
                   {"$ write", Align::right}, {"$ write, long", Align::right}, {"$ output", Align::right},
                   {"as of", Align::left},    {"confidence", Align::left},     {"source", Align::left}};
  for (const pricing::Price& price : model.prices) {
    const std::string above = price.above_input_tokens ? (price.at_threshold ? ">= " : "> ") +
                                                             std::to_string(*price.above_input_tokens)
                                                       : "";
    table.rows.push_back({std::string(to_string(price.service)), day_text(price.from),
                          day_text(price.to) + (price.promotion ? " (promotion)" : ""), above,
                          per_million_text(price.input, "-"), per_million_text(price.cached_input, "-"),
                          per_million_text(price.cache_write, "-"),
                          per_million_text(price.cache_write_long, "-"), per_million_text(price.output, "-"),
                          day_text(price.as_of), std::string(price.confidence), std::string(price.source)});
  }
  return table;
}

std::string in_full(const analysis::ModelTokenizer& found, bool markdown) {
  const pricing::PricedModel& model = found.model;
  std::string text;
  const auto line = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) text += output::format("{}{:<14}{}\n", markdown ? "- " : "", name, value);
  };
  line("model", model.id);
  line("provider", model.provider);
  line("aliases", output::join(model.aliases, ", "));
  line("encoding", found.exact ? std::string(found.encoding->name())
                               : output::format("not public; {} stands in, as an estimate", analysis::proxy_encoding));
  line("tokenizer", model.tokenizer);
  line("context", tokens_text(model.context_window));
  line("max input", tokens_text(model.max_input));
  line("max output", tokens_text(model.max_output));
  line("in a batch", tokens_text(model.max_output_batch));
  line("cache kept", model.cache_retention);
  line("note", model.note);
  const output::Table prices = table_of_prices(model);
  return text + "\nDollars for a million tokens:\n\n" +
         (markdown ? output::markdown(prices) : output::text_table(prices));
}

// --- JSON ---------------------------------------------------------------------------------------------

std::string json_or_null(const std::optional<std::uint64_t>& tokens) {
  return tokens ? std::to_string(*tokens) : "null";
}

std::string json_or_null(const std::optional<pricing::Date>& day) {
  return day ? '"' + pricing::to_string(*day) + '"' : "null";
}

std::string json_or_null(std::string_view text) {
  return text.empty() ? "null" : formats::json_string(text);
}

std::string figures_json(const pricing::Price& price) {
  const auto figure = [](const std::optional<pricing::Money>& money) {
    const std::optional<pricing::Money> million = money ? per_million(*money) : std::nullopt;
    return million ? '"' + exact_decimal(*million) + '"' : "null";
  };
  return output::format(R"({{"input":{},"cached":{},"cache_write":{},"cache_write_long":{},"output":{}}})",
                     figure(price.input), figure(price.cached_input), figure(price.cache_write),
                     figure(price.cache_write_long), figure(price.output));
}

std::string price_json(const pricing::Price& price) {
  return output::format(
      R"({{"service":"{}","from":{},"to":{},"promotion":{},"above_input_tokens":{},"comparison":{},)"
      R"("usd_per_million":{},"as_of":{},"confidence":{},"source":{}}})",
      to_string(price.service), json_or_null(price.from), json_or_null(price.to), price.promotion,
      json_or_null(price.above_input_tokens),
      !price.above_input_tokens ? "null"
      : price.at_threshold      ? R"(">=")"
                                : R"(">")",
      figures_json(price), json_or_null(price.as_of), json_or_null(price.confidence),
      json_or_null(price.source));
}

std::string model_json(const analysis::ModelTokenizer& found, pricing::Date at) {
  const pricing::PricedModel& model = found.model;
  const pricing::Price now = price_on(model, at);
  std::string aliases;
  for (const std::string_view alias : model.aliases)
    aliases += (aliases.empty() ? "" : ",") + formats::json_string(alias);
  std::string prices;
  for (const pricing::Price& price : model.prices) prices += (prices.empty() ? "" : ",") + price_json(price);
  return output::format(
      R"({{"provider":{},"model":{},"aliases":[{}],"kind":{},"encoding":{},"tokenizer":{},"reasoning":{},)"
      R"("context_window":{},"max_input":{},"max_output":{},"max_output_batch":{},"cache_retention":{},)"
      R"("usd_per_million":{},"as_of":{},"note":{},"prices":[{}]}})",
      json_or_null(model.provider), formats::json_string(model.id), aliases, json_or_null(model.kind),
      json_or_null(encoding_text(found)), json_or_null(model.tokenizer), model.reasoning,
      json_or_null(model.context_window), json_or_null(model.max_input), json_or_null(model.max_output),
      json_or_null(model.max_output_batch), json_or_null(model.cache_retention), figures_json(now),
      json_or_null(now.as_of), json_or_null(model.note), prices);
}

}  // namespace

void ModelsOptions::declare(Arguments& arguments) {
  arguments.positionals("NAME", names, "A model to show in full; none: the whole table");
  prices.declare(arguments);
  arguments.text("--provider", provider, "NAME", "Only the models of this provider");
  arguments.text("--max-price", max_price, "USD",
                 "Only models whose input costs at most this, for a million tokens");
  arguments.number("--context", context, "N", "Only models with a context window of at least N tokens");
  arguments.text("--at", at, "DATE", "Prices as of a day, YYYY-MM-DD (default: today)");
  arguments.flag("--json", json, "One JSON document");
  arguments.flag("--csv", csv, "Comma-separated values");
  arguments.flag("--markdown", markdown, "A table in Markdown");
  arguments.example("tokmill models --provider anthropic --context 1000000",
                    "Anthropic's models of a long context");
  arguments.example("tokmill models gpt-5.4", "All prices of a model, with where they were read");
}

Result<void> ModelsOptions::validate() const {
  if (const Result<Selection> selection = select(*this); !selection) return selection.error();
  return {};
}

ExitCode run(const ModelsOptions& options, Io& io) {
  const Result<Selection> selection = select(options);
  if (!selection) {  // a table that changed since validate()
    io.warn(selection.error().message);
    return ExitCode::usage;
  }
  for (const Error& unknown : selection->unknown_models) io.fail(unknown.message);
  if (options.json) {
    std::string_view separator = "[";
    for (const analysis::ModelTokenizer& model : selection->models) {
      io.write(separator);
      io.write(model_json(model, selection->at));
      separator = ",\n";
    }
    io.write(selection->models.empty() ? "[]\n" : "]\n");
  } else if (options.csv) {
    io.write(output::csv(table(*selection, true)));
  } else if (!options.names.empty()) {
    std::string_view separator;
    for (const analysis::ModelTokenizer& model : selection->models) {
      io.write(separator);
      io.write(in_full(model, options.markdown));
      separator = "\n";
    }
  } else {
    const output::Table all = table(*selection, false);
    io.write(options.markdown ? output::markdown(all) : output::text_table(all));
    io.write(
        "\nDollars for a million tokens, of an ordinary call; - is not known. tokmill models NAME shows all "
        "prices.\n");
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli

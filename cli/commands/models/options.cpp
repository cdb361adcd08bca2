#include <algorithm>
#include <string_view>
#include <utility>

#include "app/usage_error.hpp"
#include "commands/models/command.hpp"
#include "commands/models/output.hpp"
#include "options/model_names.hpp"
#include "options/model_tokenizer.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "output/quote.hpp"
#include "tokmill/nearest_name.hpp"

namespace tokmill::cli {
namespace {

using analysis::ModelTokenizer;

Result<std::vector<ModelTokenizer>> find_models(const std::vector<std::string>& values, ModelsRequest& request) {
  std::vector<ModelTokenizer> models;
  if (values.empty()) {
    for (const pricing::PricedModel& model : request.book.models()) {
      models.push_back(find_model_tokenizer(model));
    }
    return models;
  }
  ModelNames names = expand_model_names(request.book, values);
  request.in_full = !names.has_pattern;
  request.unknown_models = std::move(names.unmatched);
  for (const std::string& name : names.names) {
    Result<ModelTokenizer> model = find_model_tokenizer(request.book, name);
    if (!model) {
      request.unknown_models.push_back(std::move(model).error());
      continue;
    }
    if (std::string note = price_note(name, *model); !note.empty()) request.name_notes.push_back(std::move(note));
    models.push_back(std::move(*model));
  }
  if (models.empty() && !request.unknown_models.empty()) return request.unknown_models.front();
  return models;
}

// Errors: invalid_argument, with all providers, if no model is of this one.
Result<void> check_provider(const pricing::PriceBook& book, const std::string& provider) {
  std::vector<std::string_view> providers;
  for (const pricing::PricedModel& model : book.models()) {
    if (pricing::same_provider(model.provider, provider)) return {};
    if (!model.provider.empty()) providers.push_back(model.provider);
  }
  std::ranges::sort(providers);
  providers.erase(std::unique(providers.begin(), providers.end()), providers.end());
  return usage_error(output::format("--provider: unknown provider {}{}; expected one of {}", output::quoted(provider),
                                    did_you_mean(provider, providers), output::join(providers, ", ")));
}

}  // namespace

void ModelsOptions::declare(Arguments& arguments) {
  arguments.positionals("NAME", names, "Show these models in full, or list those of a pattern such as gpt-5* (default: list all models)");
  prices.declare(arguments);
  arguments.text("--provider", provider, "NAME", "List only models of this provider");
  arguments.text("--max-price", max_price, "USD", "List only models whose input costs at most USD per million tokens");
  arguments.number("--context", context, "N", "List only models with a context window of at least N tokens");
  at.declare(arguments);
  format.declare(arguments);
  threads.declare_unused(arguments);
  arguments.example("tokmill models --provider anthropic --context 1000000",
                    "List Anthropic's models with a long context window");
  arguments.example("tokmill models gpt-5.4", "Show all prices of a model and their sources");
}

Result<ModelsRequest> ModelsOptions::validate() const {
  if (const Result<void> valid = threads.validate(); !valid) return valid.error();
  ModelsRequest request;
  const Result<Format> chosen_format = format.format();
  if (!chosen_format) return chosen_format.error();
  request.format = *chosen_format;
  const Result<pricing::Date> date = at.date();
  if (!date) return date.error();
  request.at = *date;
  std::optional<pricing::Money> limit;
  if (max_price) {
    const Result<pricing::Money> price = pricing::parse_dollars_per_million(*max_price);
    if (!price) return Error{price.error().code, "--max-price: " + price.error().message};
    limit = *price;
  }
  Result<pricing::PriceBook> book = prices.load(request.price_warnings);
  if (!book) return book.error();
  request.book = std::move(*book);

  if (provider) {
    if (const Result<void> known = check_provider(request.book, *provider); !known) return known.error();
  }
  const Result<std::vector<ModelTokenizer>> models = find_models(names, request);
  if (!models) return models.error();
  const bool shows_all_days = request.in_full && (request.format == Format::text || request.format == Format::markdown);
  if (shows_all_days && at.at && !max_price) {
    return usage_error("--at has no effect on models in full, which show the prices of all days; use --json or --csv");
  }
  for (const ModelTokenizer& model : *models) {
    if (provider && !pricing::same_provider(model.model.provider, *provider)) continue;
    if (context && model.model.context_window.value_or(0) < *context) continue;
    if (limit) {
      const std::optional<pricing::Money> price = pricing::price_on(model.model, request.at).input;
      if (!price || *price > *limit) continue;
    }
    request.models.push_back(model);
  }
  return request;
}

}  // namespace tokmill::cli

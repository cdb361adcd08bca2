#include "commands/cost/plan.hpp"

#include "output/format.hpp"

#include <array>
#include <chrono>

#include "tokmill/nearest_name.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::cli::cost {
namespace {

constexpr std::array<std::string_view, 4> service_names{"standard", "priority", "flex", "off-peak"};

Error wrong(std::string message) {
  return Error{ErrorCode::invalid_argument, std::move(message)};
}

pricing::Date today() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

Result<pricing::Service> service_of(const CostOptions& options) {
  if (!options.service) return options.batch ? pricing::Service::batch : pricing::Service::standard;
  const std::optional<pricing::Service> service = pricing::find_service(*options.service);
  if (!service) {
    std::string message = output::format("there is no service '{}': priority, flex, off-peak, batch or standard",
                                      *options.service);
    if (const auto nearest = nearest_name(*options.service, service_names)) {
      message += output::format("; did you mean {}?", *nearest);
    }
    return wrong(std::move(message));
  }
  if (options.batch && *service != pricing::Service::batch)
    return wrong("--batch and --service are two services: give one");
  return *service;
}

Result<void> check_inputs(const CostOptions& options) {
  int inputs = options.text.text || !options.text.paths.empty() ? 1 : 0;
  inputs += options.input_tokens ? 1 : 0;
  inputs += options.chat ? 1 : 0;
  inputs += options.requests ? 1 : 0;
  if (inputs > 1) return wrong("a text, --input-tokens, --chat and --requests are four inputs: give one");
  if (options.text.charset.from && (options.input_tokens || options.chat || options.requests)) {
    return wrong("--from is about the charset of texts: --input-tokens, --chat and --requests have none");
  }
  if (options.epochs && !options.requests) return wrong("--epochs goes with --requests");
  if (options.special.choice != "text" && (options.input_tokens || options.chat || options.requests)) {
    return wrong("--special is for texts: the texts of a request are ordinary");
  }
  if (options.encoding && !options.models.empty()) {
    return wrong("--encoding and --model both choose the tokenizer: give one");
  }
  if (static_cast<int>(options.json) + static_cast<int>(options.csv) + static_cast<int>(options.markdown) >
      1) {
    return wrong("--json, --csv and --markdown are three forms of output: give one");
  }
  if (options.input_tokens && options.cached_tokens.value_or(0) > *options.input_tokens) {
    return wrong(output::format("--cached-tokens {} are more than --input-tokens {}", *options.cached_tokens,
                             *options.input_tokens));
  }
  return options.text.validate(std::numeric_limits<std::size_t>::max());
}

}  // namespace

Result<analysis::ModelTokenizer> tokenizer_under(const Plan& plan, std::string_view model) {
  Result<analysis::ModelTokenizer> tokenizer = analysis::tokenizer_of_model(plan.book, model);
  if (tokenizer && plan.encoding != nullptr) {
    tokenizer->exact = tokenizer->exact && tokenizer->encoding == plan.encoding;
    tokenizer->encoding = plan.encoding;
  }
  return tokenizer;
}

Result<std::vector<std::pair<std::string, analysis::ModelTokenizer>>> default_models(const Plan& plan) {
  std::vector<std::pair<std::string, analysis::ModelTokenizer>> models;
  for (const pricing::PricedModel& model : plan.book.models()) {
    if (!model.in_default_set) continue;
    const Result<analysis::ModelTokenizer> tokenizer = tokenizer_under(plan, model.id);
    if (!tokenizer) return tokenizer.error();
    models.emplace_back(model.id, *tokenizer);
  }
  return models;
}

Result<Plan> plan(const CostOptions& options) {
  if (const Result<void> inputs = check_inputs(options); !inputs) return inputs.error();
  Plan plan;
  const Result<pricing::Service> service = service_of(options);
  if (!service) return service.error();
  plan.terms = {*service, today()};
  if (options.at) {
    const Result<pricing::Date> day = pricing::parse_date(*options.at);
    if (!day) return Error{day.error().code, "--at: " + day.error().message};
    plan.terms.at = *day;
  }
  if (options.max_cost) {
    const Result<pricing::Money> limit = pricing::parse_dollars(*options.max_cost);
    if (!limit) return Error{limit.error().code, "--max-cost: " + limit.error().message};
    plan.max_cost = *limit;
  }
  if (options.encoding) {
    const Result<const Encoding*> encoding = find_encoding(*options.encoding);
    if (!encoding) return encoding.error();
    plan.encoding = *encoding;
  }
  plan.each.cached_tokens = options.cached_tokens.value_or(0);
  plan.each.cache_write_tokens = options.cache_write_tokens.value_or(0);
  plan.each.cache_write_long_tokens = options.cache_write_long_tokens.value_or(0);
  plan.each.output_tokens = options.output_tokens.value_or(0);
  plan.each.calls = options.calls.value_or(1);

  Result<pricing::PriceBook> book = options.prices.load();
  if (!book) return book.error();
  plan.book = std::move(*book);
  for (const std::string& name : options.models) {
    const Result<analysis::ModelTokenizer> tokenizer = tokenizer_under(plan, name);
    if (tokenizer) {
      plan.models.emplace_back(name, *tokenizer);
    } else {
      plan.unknown_models.push_back(tokenizer.error());
    }
  }
  if (plan.models.empty() && !plan.unknown_models.empty()) return plan.unknown_models.front();
  if (options.fits) {
    const Result<analysis::ModelTokenizer> tokenizer = tokenizer_under(plan, *options.fits);
    if (!tokenizer) return Error{tokenizer.error().code, "--fits: " + tokenizer.error().message};
    plan.fits.emplace(*options.fits, *tokenizer);
  }
  return plan;
}

}  // namespace tokmill::cli::cost

#include <limits>
#include <utility>

#include "app/usage_error.hpp"
#include "app/whole_number.hpp"
#include "commands/cost/command.hpp"
#include "commands/cost/models.hpp"
#include "options/encoding_source.hpp"
#include "options/exclusive.hpp"
#include "options/model_names.hpp"
#include "output/format.hpp"

namespace tokmill::cli {
namespace {

Result<pricing::Service> find_service(const CostOptions& options) {
  const bool other_than_batch = !options.service.empty() && options.service != "batch";
  const std::string service_option = "--service " + options.service;
  if (const Result<void> valid = at_most_one({{"--batch", options.batch}, {service_option, other_than_batch}});
      !valid) {
    return valid.error();
  }
  if (options.batch) return pricing::Service::batch;
  return pricing::find_service(options.service).value_or(pricing::Service::standard);
}

// Sets the output tokens of a call.
Result<void> read_output_tokens(const CostOptions& options, CostRequest& request) {
  if (!options.output_tokens) return {};
  const std::string& text = *options.output_tokens;
  if (text == "max") {
    if (!options.chat && !options.requests) return usage_error("--output-tokens max requires --chat or --requests");
    request.most_output = true;
    return {};
  }
  const Result<std::uint64_t> tokens = parse_whole_number("--output-tokens", text);
  if (!tokens) return tokens.error();
  request.usage.output_tokens = *tokens;
  return {};
}

// Rows are priced by their input alone, and have no total.
Result<void> check_rows(const CostOptions& options) {
  if (Result<void> valid = options.rows.validate_with(options.text); !valid) return valid;
  if (!options.rows.is_enabled()) return {};
  if (Result<void> valid = options.walk.validate_with(options.rows.given()); !valid) return valid;
  return excludes(options.rows.given(), {{"--input-tokens", options.input_tokens.has_value()},
                                         {"--output-tokens", options.output_tokens.has_value()},
                                         {"--cached-tokens", options.cached_tokens.has_value()},
                                         {"--cache-write-tokens", options.cache_write_tokens.has_value()},
                                         {"--cache-write-long-tokens", options.cache_write_long_tokens.has_value()},
                                         {"--calls", options.calls.has_value()},
                                         {"--chat", options.chat.has_value()},
                                         {"--requests", options.requests.has_value()},
                                         {"--max-cost", options.max_cost.has_value()},
                                         {"--fits", !options.fits.empty()},
                                         {"--html", options.files.html.has_value()},
                                         {"--json", options.format.json},
                                         {"--csv", options.format.csv},
                                         {"--markdown", options.format.markdown}});
}

Result<void> check_input(const CostOptions& options) {
  const std::string_view text_name = options.text.text ? "--text" : "PATH";
  const bool has_text = options.text.text || !options.text.paths.empty();
  const GivenOption tokens = {"--input-tokens", options.input_tokens.has_value()};
  const GivenOption chat = {"--chat", options.chat.has_value()};
  const GivenOption requests = {"--requests", options.requests.has_value()};
  if (Result<void> valid = at_most_one({{text_name, has_text}, tokens, chat, requests}); !valid) return valid;
  for (const GivenOption& option : {GivenOption("--from", options.text.charset.from.has_value()),
                                    GivenOption("--special", options.special.choice != "text")}) {
    if (Result<void> valid = excludes(option, {tokens, chat, requests}); !valid) return valid;
  }
  for (const GivenOption& other : {tokens, chat, requests}) {
    if (Result<void> valid = options.walk.validate_with(other); !valid) return valid;
  }
  if (Result<void> valid = excludes(tokens, {{"--strict", options.text.strict},
                                             {"--no-decompress", options.text.no_decompress}});
      !valid) {
    return valid;
  }
  if (!tokens.second && !chat.second && !requests.second && !options.rows.is_enabled()) {
    if (Result<void> valid = options.walk.validate_for(options.text); !valid) return valid;
  }
  if (options.epochs && !options.requests) return usage_error("--epochs requires --requests");
  return options.text.validate(std::numeric_limits<std::size_t>::max());
}

// Sets the number of cached tokens, or their share of the input.
Result<void> set_cached(const CostOptions& options, CostRequest& request) {
  if (!options.cached_tokens) return {};
  constexpr std::string_view name = "--cached-tokens";
  if (options.cached_tokens->ends_with('%')) {
    const Result<std::uint32_t> share = parse_percentage(name, *options.cached_tokens);
    if (!share) return share.error();
    request.usage.cached_share = *share;
    return {};
  }
  const Result<std::uint64_t> tokens = parse_whole_number(name, *options.cached_tokens);
  if (!tokens) return tokens.error();
  if (options.input_tokens && *tokens > *options.input_tokens) {
    return usage_error(output::format("{} {} is more than --input-tokens {}", name, *tokens, *options.input_tokens));
  }
  request.usage.cached_tokens = *tokens;
  return {};
}

// The known models of a list of names and patterns. Errors are added to `unknown`.
std::vector<analysis::NamedModel> find_all(const std::vector<std::string>& values, const CostRequest& request,
                                           std::vector<Error>& unknown) {
  ModelNames names = expand_model_names(request.book, values);
  for (Error& error : names.unmatched) unknown.push_back(std::move(error));
  std::vector<analysis::NamedModel> models;
  for (const std::string& name : names.names) {
    Result<analysis::NamedModel> model = cost::find_model(request.book, request.encoding, name);
    if (model) {
      models.push_back(std::move(*model));
    } else {
      unknown.push_back(std::move(model).error());
    }
  }
  return models;
}

// Sets the models and what depends on the price book.
Result<void> find_models(const CostOptions& options, CostRequest& request) {
  if (!options.encodings.empty()) {
    const Result<const Encoding*> encoding = encoding_of(options.encodings.front());
    if (!encoding) return encoding.error();
    request.encoding = *encoding;
  }
  Result<pricing::PriceBook> book = options.prices.load(request.price_warnings);
  if (!book) return book.error();
  request.book = std::move(*book);
  request.models = find_all(options.models, request, request.unknown_models);
  if (request.models.empty() && !request.unknown_models.empty()) return request.unknown_models.front();
  std::vector<Error> unknown;
  request.fits = find_all(options.fits, request, unknown);
  if (!unknown.empty()) return Error{unknown.front().code, "--fits: " + unknown.front().message};
  return {};
}

}  // namespace

void CostOptions::declare(Arguments& arguments) {
  text.declare(arguments, "Files or folders to price (default: -, standard input)");
  special.declare(arguments);
  walk.declare(arguments);
  arguments.texts("-m,--model", models, "NAME",
                  "Price this model, or those of a list (a,b) or pattern (gpt-5*); may be repeated (default: the main "
                  "models). If its tokenizer is not public, the count is an estimate made with o200k_base and marked ≈");
  declare_encodings(arguments, encodings, false,
                    "Count with this encoding for all models; cannot be used with --model");
  arguments.number("--input-tokens", input_tokens, "N", "Use N input tokens per call instead of counting a text");
  arguments.text("--output-tokens", output_tokens, "N",
                 "Number of output tokens of one call, reasoning tokens included; max: as many as the request allows");
  arguments.text("--cached-tokens", cached_tokens, "N",
                 "Number of input tokens that are read from the cache, or their share: 80%");
  arguments.number("--cache-write-tokens", cache_write_tokens, "N",
                   "Number of tokens written to the cache, in addition to the input");
  arguments.number("--cache-write-long-tokens", cache_write_long_tokens, "N",
                   "Number of tokens written to the long-retention cache (Anthropic: 1 hour)");
  arguments.number("--calls", calls, "N", "Number of calls (default: 1)");
  arguments.flag("--batch", batch, "Use batch prices");
  arguments.choice("--service", service, {"priority", "flex", "off-peak", "ultrafast", "balanced", "batch", "standard"},
                   "Use the prices of this service: priority, flex, off-peak, ultrafast, balanced, batch or standard "
                   "(the default)");
  at.declare(arguments);
  prices.declare(arguments);
  arguments.text("--chat", chat, "FILE",
                 "Price a request in JSON, to OpenAI's or Anthropic's API: messages, tools, images");
  arguments.text("--requests", requests, "FILE",
                 "Price a file of requests, one on each line: for a batch, for fine-tuning, or a batch's output. Token "
                 "counts are sums over all requests. Training prices come from a --prices table: the built-in table "
                 "has none");
  arguments.number("--epochs", epochs, "N", "Number of training epochs for a fine-tuning file (default: 1)");
  threads.declare(arguments);
  arguments.text("--max-cost", max_cost, "USD", "Exit with status 3 if a total exceeds USD");
  arguments.texts("--fits", fits, "NAME", "Exit with status 3 if a call is too long for this model; may be repeated");
  format.declare(arguments, "Print one JSON document, with all digits");
  files.declare_html(arguments, "Write a page with a chart and a slider for the number of calls to FILE");
  rows.declare(arguments, "a JSON string or object", "what it costs as the input of one call", "cost");
  arguments.example("tokmill cost -m gpt-4o -m claude-sonnet-4-6 README.md", "Compare two models");
  arguments.example("tokmill cost --input-tokens 12k --cached-tokens 80% --calls 1k",
                    "Price a thousand calls on the main models, with most of the input cached");
  arguments.example("tokmill cost --html cost.html --output-tokens 500 README.md",
                    "Write a page in which the number of calls can be changed");
  arguments.example("tokmill cost --jsonl --pass -m gpt-4o < rows.jsonl",
                    "Add to each row what its text costs as input");
  arguments.example("tokmill cost --requests batch.jsonl --batch --max-cost 5",
                    "Exit with status 3 if a batch costs more than $5");
}

Result<CostRequest> CostOptions::validate() const {
  if (const Result<void> valid = check_rows(*this); !valid) return valid.error();
  if (const Result<void> valid = check_input(*this); !valid) return valid.error();
  if (const Result<void> valid = at_most_one({{"--encoding", !encodings.empty()}, {"--model", !models.empty()}});
      !valid) {
    return valid.error();
  }
  if (const Result<void> valid = threads.validate(); !valid) return valid.error();
  const Result<Format> chosen_format = format.format();
  if (!chosen_format) return chosen_format.error();
  if (const Result<void> valid =
          files.validate({{"--json", format.json}, {"--csv", format.csv}, {"--markdown", format.markdown}});
      !valid) {
    return valid.error();
  }
  const Result<pricing::Service> chosen_service = find_service(*this);
  if (!chosen_service) return chosen_service.error();
  const Result<pricing::Date> date = at.date();
  if (!date) return date.error();

  CostRequest request;
  request.input_tokens = input_tokens;
  if (rows.is_enabled()) request.rows = rows.request(text, threads.count());
  request.chat = chat;
  request.batch = requests;
  Result<input::WalkTerms> walk_terms = walk.terms();
  if (!walk_terms) return std::move(walk_terms).error();
  request.texts = {text, special.policy(), std::move(*walk_terms), walk.list_skipped, false, threads.count()};
  request.terms = {*chosen_service, *date};
  request.own_service = !batch && service.empty();
  request.usage.cache_write_tokens = cache_write_tokens.value_or(0);
  request.usage.cache_write_long_tokens = cache_write_long_tokens.value_or(0);
  if (const Result<void> read = read_output_tokens(*this, request); !read) return read.error();
  request.usage.calls = calls.value_or(1);
  request.epochs = epochs.value_or(1);
  request.format = *chosen_format;
  request.files = files;
  if (const Result<void> set = set_cached(*this, request); !set) return set.error();
  if (max_cost) {
    const Result<pricing::Money> limit = pricing::parse_dollars(*max_cost);
    if (!limit) return Error{limit.error().code, "--max-cost: " + limit.error().message};
    request.max_cost = *limit;
  }
  if (const Result<void> found = find_models(*this, request); !found) return found.error();
  return request;
}

}  // namespace tokmill::cli

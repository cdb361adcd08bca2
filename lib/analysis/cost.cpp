#include "tokmill/analysis/cost.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "analysis/overflow.hpp"
#include "tokmill/analysis/chat_count.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

bool is_example(const chat::Request& request, const RequestTerms& terms) {
  return request.shape == chat::Shape::preference || request.shape == chat::Shape::completion ||
         (request.shape == chat::Shape::messages && terms.messages_are_examples);
}

bool is_reported(const chat::Request& request) {
  return request.shape == chat::Shape::answer || request.shape == chat::Shape::failure;
}

struct Tier {
  std::string_view name;
  std::optional<pricing::Service> service;  // empty: a matter of contract, without a public price
};

// The tiers of OpenAI and Anthropic that are not the name of a service. The provider chooses for "auto"; the answer
// names its choice.
constexpr Tier other_tiers[] = {
    {"auto", pricing::Service::standard},
    {"default", pricing::Service::standard},
    {"standard_only", pricing::Service::standard},
    {"fast", pricing::Service::priority},
    {"scale", std::nullopt},
};

// Anthropic's answers have the tier in the usage.
bool is_of_anthropic(const chat::Request& request) {
  if (request.shape != chat::Shape::answer) return request.shape == chat::Shape::anthropic;
  const std::optional<formats::JsonValue> usage = request.body().find("usage");
  return usage && usage->find("service_tier");
}

// The service of a request's tier; nullopt if its price is unknown. Anthropic's priority tier is a matter of contract.
std::optional<pricing::Service> service_of(const chat::Request& request) {
  for (const Tier& tier : other_tiers) {
    if (request.service_tier == tier.name) return tier.service;
  }
  const std::optional<pricing::Service> service = pricing::find_service(request.service_tier);
  return service == pricing::Service::priority && is_of_anthropic(request) ? std::nullopt : service;
}

// Sets the service that a request names, if it is not the standard one. Returns false if its price is unknown.
bool choose_service(CallCost& cost, const chat::Request& request) {
  if (request.service_tier.empty()) return true;
  const std::optional<pricing::Service> service = service_of(request);
  if (service && *service != pricing::Service::standard) cost.own_service = service;
  return service.has_value();
}

// Records that the tier of a request has no known price.
void omit_tier(CallCost& cost, const chat::Request& request) {
  constexpr std::size_t longest = 40;  // in messages, in bytes
  cost.omissions.push_back({chat::Omission::Kind::price, "service_tier " + request.service_tier.substr(0, longest),
                            "use --service to choose a price"});
}

// Whether an amount is unknown although the number of its tokens is known.
bool lacks_price(const pricing::Bill& bill, const RequestUsage& request) {
  const bool lacks_input = !bill.input && !request.count.unknown;
  const bool lacks_output = !bill.output && request.answer_tokens;
  return lacks_input || lacks_output || !bill.cached || !bill.cache_write;
}

CallCost cost_of_failure() {
  CallCost cost;
  cost.usage.calls = 0;
  cost.bill = pricing::empty_bill();
  cost.is_reported = true;
  return cost;
}

Result<CallCost> price_example(CallCost cost, const RequestUsage& example, const pricing::PricedModel& model,
                               const RequestTerms& terms) {
  const auto price = [&model, &terms](std::uint64_t tokens, std::uint64_t& trained) -> Result<pricing::Bill> {
    if (__builtin_mul_overflow(tokens, terms.epochs, &trained)) return too_many_tokens();
    return pricing::training_bill(model, trained, terms.terms);
  };
  const std::uint64_t tokens = example.count.total;
  cost.is_training = true;
  cost.context_used = tokens;
  cost.usage = {};
  const Result<pricing::Bill> bill = price(tokens, cost.usage.input_tokens);
  if (!bill) return bill.error();
  cost.bill = *bill;
  if (example.count.unknown) {
    cost.bill.input.reset();
    cost.bill.total.reset();
    return cost;
  }
  if (example.input == TokenBounds{tokens, tokens}) return cost;
  CostRange range;
  const Result<pricing::Bill> low = price(example.input.low, range.low_tokens);
  if (!low) return low.error();
  const Result<pricing::Bill> high = price(example.input.high, range.high_tokens);
  if (!high) return high.error();
  range.low_total = low->total;
  range.high_total = high->total;
  cost.range = range;
  return cost;
}

// The bounds of the cost of calls whose input is within these bounds. Cached tokens are part of any input.
Result<CostRange> range_of(const pricing::Usage& usage, TokenBounds input, const pricing::PricedModel& model,
                           const pricing::Terms& terms) {
  const std::uint64_t least = usage.cached_share ? 0 : usage.cached_tokens;
  CostRange range{std::max(input.low, least), std::max(input.high, least), {}, {}};
  const Result<pricing::Bill> low = pricing::bill(model, pricing::with_input(usage, range.low_tokens), terms);
  if (!low) return low.error();
  const Result<pricing::Bill> high = pricing::bill(model, pricing::with_input(usage, range.high_tokens), terms);
  if (!high) return high.error();
  range.low_total = low->total;
  range.high_total = high->total;
  return range;
}

// Sets the bill, and its range.
Result<void> price(CallCost& cost, const RequestUsage& request, const pricing::PricedModel& model,
                   const pricing::Terms& terms) {
  const Result<pricing::Bill> bill = pricing::bill(model, cost.usage, terms);
  if (!bill) return bill.error();
  cost.bill = *bill;
  if (!request.answer_tokens) cost.bill.output.reset();
  if (request.count.unknown) cost.bill.input.reset();
  if (!cost.bill.output || !cost.bill.input) cost.bill.total.reset();
  const TokenBounds counted{request.count.total, request.count.total};
  if (request.count.unknown || request.input == counted) return {};

  const Result<CostRange> range = range_of(cost.usage, request.input, model, terms);
  if (!range) return range.error();
  cost.range = *range;
  if (!request.answer_tokens) cost.range->low_total = cost.range->high_total = std::nullopt;
  return {};
}

}  // namespace

TokenBounds own_tokens(const ModelTokenizer& tokenizer, TokenBounds counted) noexcept {
  const pricing::TokenRatio& ratio = tokenizer.model.ratio;
  if (tokenizer.exact || !ratio.is_known()) return counted;
  __extension__ using Product = unsigned __int128;
  constexpr Product one = 1000;  // ratios are in thousandths
  constexpr Product most = std::numeric_limits<std::uint64_t>::max();
  return {static_cast<std::uint64_t>(std::min(most, Product{counted.low} * ratio.low / one)),
          static_cast<std::uint64_t>(std::min(most, (Product{counted.high} * ratio.high + one - 1) / one))};
}

TokenBounds own_tokens(const ModelTokenizer& tokenizer, const chat::Count& count) noexcept {
  const auto add = [](std::uint64_t a, std::uint64_t b) {
    std::uint64_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? std::numeric_limits<std::uint64_t>::max() : sum;
  };
  const TokenBounds texts = own_tokens(tokenizer, {count.total - count.other, count.most - count.most_other});
  return {add(texts.low, count.other), add(texts.high, count.most_other)};
}

std::optional<bool> fits(const pricing::PricedModel& model, const pricing::Usage& usage, TokenBounds input,
                         pricing::Service service, pricing::Excess* excess) {
  const std::optional<bool> least = pricing::fits(model, pricing::with_input(usage, input.low), service, excess);
  if (least != true || input.low == input.high) return least;
  return pricing::fits(model, pricing::with_input(usage, input.high), service) == true ? least : std::nullopt;
}

Result<CostRow> price_calls(const NamedModel& model, const InputCount& input, const pricing::Usage& usage,
                            const pricing::Terms& terms) {
  CostRow row;
  row.name = model.name;
  row.tokenizer = model.tokenizer;
  row.exact = input.exact;
  row.usage = pricing::with_input(usage, input.tokens);
  const Result<pricing::Bill> bill = pricing::bill(model.tokenizer.model, row.usage, terms);
  if (!bill) return Error{bill.error().code, model.name + ": " + bill.error().message};
  row.bill = *bill;
  if (!row.bill.total) row.unpriced = terms.service;
  row.context_used = bill->context_used;
  const TokenBounds counted{input.tokens, input.tokens};
  const TokenBounds own = input.given ? counted : own_tokens(model.tokenizer, counted);
  row.fits = fits(model.tokenizer.model, row.usage, own, terms.service);
  if (own == counted) return row;
  const Result<CostRange> range = range_of(row.usage, own, model.tokenizer.model, terms);
  if (!range) return Error{range.error().code, model.name + ": " + range.error().message};
  row.range = *range;
  return row;
}

Result<RequestUsage> usage_of_request(const chat::Request& request, const ModelTokenizer& tokenizer,
                                      const RequestTerms& terms, chat::Items items) {
  RequestUsage result;
  Result<chat::Count> count = tokenizer.counter
                                  ? tokenizer.counter->count(request, items)
                                  : count_chat(request, tokenizer.model.id, *tokenizer.encoding, items);
  if (!count) return std::move(count).error();
  result.count = std::move(*count);
  result.input = {result.count.total, result.count.most};
  if (!is_reported(request)) result.input = own_tokens(tokenizer, result.count);
  const bool is_call = !is_example(request, terms);
  if (is_call) result.usage = request.usage.value_or(terms.each);
  if (is_call) result.usage.calls = terms.each.calls;
  result.usage = pricing::with_input(result.usage, result.count.total);
  result.answer_tokens = result.usage.output_tokens;
  const bool has_output = is_call && request.shape != chat::Shape::embeddings;
  if (!has_output || !terms.most_output || request.usage) return result;

  result.answer_tokens = request.max_output ? request.max_output : tokenizer.model.max_output;
  result.usage.output_tokens = 0;
  if (result.answer_tokens &&
      __builtin_mul_overflow(*result.answer_tokens, request.answers, &result.usage.output_tokens)) {
    return too_many_tokens();
  }
  return result;
}

std::optional<bool> fits(const RequestUsage& request, const pricing::PricedModel& model, pricing::Service service,
                         pricing::Excess* excess) {
  pricing::Usage usage = request.usage;
  usage.output_tokens = request.answer_tokens.value_or(0);
  const std::optional<bool> fitting = fits(model, usage, request.input, service, excess);
  if (fitting != true) return fitting;
  return request.count.unknown || !request.answer_tokens ? std::nullopt : fitting;
}

Result<CallCost> price_request(const chat::Request& request, const ModelTokenizer& tokenizer, const RequestTerms& terms,
                               chat::Items items) {
  if (request.shape == chat::Shape::failure) return cost_of_failure();
  Result<RequestUsage> counted = usage_of_request(request, tokenizer, terms, items);
  if (!counted) return std::move(counted).error();

  CallCost cost;
  cost.is_reported = is_reported(request);
  cost.exact = counted->count.exact && (cost.is_reported || tokenizer.exact);
  cost.usage = counted->usage;
  cost.unknown_input = counted->count.unknown;
  cost.unknown_output = !counted->answer_tokens;
  cost.items = std::move(counted->count.items);
  cost.omissions = std::move(counted->count.omissions);
  if (is_example(request, terms)) return price_example(std::move(cost), *counted, tokenizer.model, terms);

  pricing::Terms how = terms.terms;
  const bool has_price = !terms.own_service || choose_service(cost, request);
  how.service = cost.own_service.value_or(how.service);
  cost.answers = request.answers;
  Result<void> priced;
  if (has_price) {
    priced = price(cost, *counted, tokenizer.model, how);
  } else {
    pricing::PricedModel without_prices = tokenizer.model;
    without_prices.prices = {};
    priced = price(cost, *counted, without_prices, how);
    omit_tier(cost, request);
  }
  if (!priced) return priced.error();
  if (has_price && lacks_price(cost.bill, *counted)) cost.unpriced = how.service;
  cost.context_used = cost.bill.context_used - cost.usage.output_tokens + counted->answer_tokens.value_or(0);
  cost.fits = fits(*counted, tokenizer.model, how.service);
  return cost;
}

Result<CostRow> price_request(const chat::Request& request, const NamedModel& model, const RequestTerms& terms) {
  Result<CallCost> cost = price_request(request, model.tokenizer, terms);
  if (!cost) return std::move(cost).error();
  CostRow row;
  static_cast<CallCost&>(row) = *std::move(cost);
  row.name = model.name;
  row.tokenizer = model.tokenizer;
  row.has_answers = row.is_reported;
  return row;
}

}  // namespace tokmill::analysis

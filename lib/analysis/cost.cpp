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

// The service that a request names; nullopt if it is the standard one or the provider chooses. Anthropic's tiers,
// except batch, are a matter of contract and have no prices.
std::optional<pricing::Service> named_service(const chat::Request& request) {
  const std::optional<pricing::Service> service = pricing::find_service(request.service_tier);
  if (!service || *service == pricing::Service::standard) return std::nullopt;
  if (request.shape == chat::Shape::anthropic && *service != pricing::Service::batch) return std::nullopt;
  return service;
}

CallCost cost_of_failure() {
  CallCost cost;
  cost.usage.calls = 0;
  cost.bill = pricing::empty_bill();
  cost.is_reported = true;
  return cost;
}

Result<CallCost> price_example(CallCost cost, const ModelTokenizer& tokenizer, const RequestTerms& terms) {
  const std::uint64_t tokens = cost.usage.input_tokens;
  cost.is_training = true;
  cost.context_used = tokens;
  cost.usage = {};
  if (__builtin_mul_overflow(tokens, terms.epochs, &cost.usage.input_tokens)) return too_many_tokens();
  const Result<pricing::Bill> bill = pricing::training_bill(tokenizer.model, cost.usage.input_tokens, terms.terms);
  if (!bill) return bill.error();
  cost.bill = *bill;
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
  if (!is_reported(request)) result.input = own_tokens(tokenizer, result.input);
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
  cost.items = std::move(counted->count.items);
  cost.omissions = std::move(counted->count.omissions);
  if (is_example(request, terms)) return price_example(std::move(cost), tokenizer, terms);

  pricing::Terms how = terms.terms;
  if (terms.own_service) cost.own_service = named_service(request);
  how.service = cost.own_service.value_or(how.service);
  cost.answers = request.answers;
  if (const Result<void> priced = price(cost, *counted, tokenizer.model, how); !priced) return priced.error();
  cost.context_used = cost.bill.context_used - cost.usage.output_tokens + counted->answer_tokens.value_or(0);
  cost.fits = fits(*counted, tokenizer.model, how.service);
  return cost;
}

}  // namespace tokmill::analysis

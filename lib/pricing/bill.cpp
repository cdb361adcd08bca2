#include "tokmill/pricing/bill.hpp"

#include <limits>
#include <string>

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

struct PriceChoice {
  const Price* price = nullptr;
  const Price* last_before = nullptr;  // the base price of this service that ended last
  std::optional<Date> promotion_ended;
};

bool applies_to(const Price& price, std::uint64_t input) {
  if (!price.above_input_tokens) return true;
  return price.at_threshold ? input >= *price.above_input_tokens : input > *price.above_input_tokens;
}

// Of the prices for this day, the one with the highest threshold that the input reaches.
const Price* choose_tier(const PricedModel& model, Service service, Date day, std::uint64_t input) {
  const Price* chosen = nullptr;
  for (const Price& price : model.prices) {
    if (price.service != service || !holds_on(price, day) || !applies_to(price, input)) continue;
    if (chosen == nullptr || price.above_input_tokens > chosen->above_input_tokens) chosen = &price;
  }
  return chosen;
}

PriceChoice choose_price(const PricedModel& model, const Terms& terms, std::uint64_t input) {
  PriceChoice choice;
  choice.price = choose_tier(model, terms.service, terms.at, input);
  if (choice.price != nullptr && terms.service != Service::standard) {
    const Price* standard = choose_tier(model, Service::standard, terms.at, input);
    if (standard != nullptr && standard->above_input_tokens > choice.price->above_input_tokens)
      choice.price = nullptr;
  }
  for (const Price& price : model.prices) {
    if (price.service != terms.service || price.above_input_tokens || !price.to || *price.to >= terms.at)
      continue;
    if (choice.last_before == nullptr || *price.to > *choice.last_before->to) choice.last_before = &price;
    if (price.promotion && (!choice.promotion_ended || *price.to > *choice.promotion_ended)) {
      choice.promotion_ended = price.to;
    }
  }
  return choice;
}

std::optional<std::uint64_t> sum(std::uint64_t a, std::uint64_t b) {
  std::uint64_t total = 0;
  if (__builtin_add_overflow(a, b, &total)) return std::nullopt;
  return total;
}

Error too_large() {
  return Error{ErrorCode::overflow, "amount is too large for exact arithmetic"};
}

// Adds the price of the tokens of all calls to a part of the bill. An unknown price makes the part unknown only if
// there are tokens.
Result<void> charge(std::optional<Money>& part, std::uint64_t tokens, std::uint64_t calls,
                    const std::optional<Money>& price) {
  if (!part || tokens == 0 || calls == 0) return {};
  if (!price) {
    part.reset();
    return {};
  }
  const std::optional<Money> one_call = multiply(*price, tokens);
  const std::optional<Money> all_calls = one_call ? multiply(*one_call, calls) : std::nullopt;
  part = all_calls ? add(*part, *all_calls) : std::nullopt;
  if (!part) return too_large();
  return {};
}

// An empty bill with everything except its amounts.
Bill bill_at(const PricedModel& model, const PriceChoice& choice, const Terms& terms, std::uint64_t input) {
  Bill result = empty_bill();
  result.price = choice.price;
  result.promotion_ended = choice.promotion_ended;
  const Price* dated = choice.price != nullptr ? choice.price : choice.last_before;
  if (dated == nullptr) dated = choose_tier(model, Service::standard, terms.at, input);
  if (dated != nullptr) result.as_of = dated->as_of;
  return result;
}

Result<void> sum_up(Bill& result) {
  Money total;
  for (const std::optional<Money> Bill::*part : {&Bill::input, &Bill::cached, &Bill::cache_write, &Bill::output}) {
    if (!(result.*part)) {
      result.total.reset();
      return {};
    }
    const std::optional<Money> sum = add(total, *(result.*part));
    if (!sum) return too_large();
    total = *sum;
  }
  result.total = total;
  return {};
}

}  // namespace

bool holds_on(const Price& price, Date day) noexcept {
  return (!price.from || *price.from <= day) && (!price.to || day <= *price.to);
}

Usage with_input(Usage usage, std::uint64_t input_tokens) noexcept {
  usage.input_tokens = input_tokens;
  if (usage.cached_share) {
    __extension__ using Product = unsigned __int128;
    usage.cached_tokens = static_cast<std::uint64_t>(Product{input_tokens} * *usage.cached_share / whole_share);
  }
  return usage;
}

Result<Bill> bill(const PricedModel& model, const Usage& usage, const Terms& terms) {
  if (usage.cached_tokens > usage.input_tokens) {
    return Error{ErrorCode::invalid_argument,
                 std::to_string(usage.cached_tokens) + " cached tokens exceed the " +
                     std::to_string(usage.input_tokens) + " input tokens"};
  }
  const auto written = sum(usage.cache_write_tokens, usage.cache_write_long_tokens);
  const auto whole_input = written ? sum(usage.input_tokens, *written) : std::nullopt;
  const auto context_used = whole_input ? sum(*whole_input, usage.output_tokens) : std::nullopt;
  if (!context_used) return Error{ErrorCode::overflow, "the number of tokens exceeds 64 bits"};

  const PriceChoice choice = choose_price(model, terms, *whole_input);
  static const Price unknown;
  const Price& price = choice.price != nullptr ? *choice.price : unknown;

  Bill result = bill_at(model, choice, terms, *whole_input);
  result.context_used = *context_used;
  const struct {
    std::optional<Money>& part;
    std::uint64_t tokens;
    const std::optional<Money>& price;
  } charges[] = {
      {result.input, usage.input_tokens - usage.cached_tokens, price.input},
      {result.cached, usage.cached_tokens, price.cached_input},
      {result.cache_write, usage.cache_write_tokens, price.cache_write},
      {result.cache_write, usage.cache_write_long_tokens, price.cache_write_long},
      {result.output, usage.output_tokens, price.output},
  };
  for (const auto& item : charges) {
    if (const Result<void> charged = charge(item.part, item.tokens, usage.calls, item.price); !charged) {
      return charged.error();
    }
  }
  if (const Result<void> summed = sum_up(result); !summed) return summed.error();
  return result;
}

Price price_on(const PricedModel& model, Date at) {
  const Price* const price = choose_tier(model, Service::standard, at, 0);
  return price != nullptr ? *price : Price();
}

Result<Bill> training_bill(const PricedModel& model, std::uint64_t tokens, const Terms& terms) {
  const PriceChoice choice = choose_price(model, terms, 0);
  Bill result = bill_at(model, choice, terms, 0);
  const std::optional<Money> price = choice.price != nullptr ? choice.price->training : std::nullopt;
  if (const Result<void> charged = charge(result.input, tokens, 1, price); !charged) return charged.error();
  if (const Result<void> summed = sum_up(result); !summed) return summed.error();
  return result;
}

Bill empty_bill() noexcept {
  Bill empty;
  empty.input = empty.cached = empty.cache_write = empty.output = empty.total = Money();
  return empty;
}

Result<void> add_to(Bill& sum, const Bill& more) {
  for (std::optional<Money> Bill::*part :
       {&Bill::input, &Bill::cached, &Bill::cache_write, &Bill::output, &Bill::total}) {
    std::optional<Money>& into = sum.*part;
    if (!into) continue;
    if (!(more.*part)) {
      into.reset();
      continue;
    }
    into = add(*into, *(more.*part));
    if (!into) return too_large();
  }
  return {};
}

std::optional<bool> fits(const PricedModel& model, const Usage& usage, Service service, Excess* excess) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t written = sum(usage.cache_write_tokens, usage.cache_write_long_tokens).value_or(most);
  const std::uint64_t input = sum(usage.input_tokens, written).value_or(most);
  const std::optional<std::uint64_t> max_output =
      service == Service::batch && model.max_output_batch ? model.max_output_batch : model.max_output;
  const Excess limits[] = {
      {"context window", sum(input, usage.output_tokens).value_or(most), model.context_window.value_or(most)},
      {"input", input, model.max_input.value_or(most)},
      {"output", usage.output_tokens, max_output.value_or(most)},
  };
  for (const Excess& limit : limits) {
    if (limit.tokens <= limit.allowed) continue;
    if (excess != nullptr) *excess = limit;
    return false;
  }
  if (!model.context_window) return std::nullopt;
  return true;
}

}  // namespace tokmill::pricing

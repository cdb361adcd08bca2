#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "tokmill/pricing/pricing.hpp"

using namespace tokmill;
using namespace tokmill::pricing;

namespace {

constexpr std::string_view day = "2026-10-30";

Bill bill_of(std::string_view name, const Usage& usage, Service service = Service::standard,
             std::string_view at = day) {
  static const PriceBook book;
  const Result<Bill> made = bill(*book.find(name), usage, {service, *parse_date(at)});
  REQUIRE(made);
  return *made;
}

std::string text(const std::optional<Money>& amount) {
  return amount ? exact_decimal(*amount) : "unknown";
}

}  // namespace

TEST_CASE("input, cached input and output, for all calls") {
  const Bill one =
      bill_of("gpt-4o", {.input_tokens = 1000, .cached_tokens = 400, .output_tokens = 200, .calls = 3});
  CHECK(text(one.input) == "0.004500");
  CHECK(text(one.cached) == "0.001500");
  CHECK(text(one.cache_write) == "0.000000");
  CHECK(text(one.output) == "0.006000");
  CHECK(text(one.total) == "0.012000");
  CHECK(one.context_used == 1200);
  CHECK(to_string(*one.as_of) == "2026-11-25");
}

TEST_CASE("a share of the input is cached, rounded down") {
  Usage usage;
  usage.cached_tokens = 7;
  CHECK(with_input(usage, 43610).input_tokens == 43610);
  CHECK(with_input(usage, 43610).cached_tokens == 7);
  usage.cached_share = whole_share / 5 * 4;
  CHECK(with_input(usage, 43610).cached_tokens == 34888);
  CHECK(with_input(usage, 9).cached_tokens == 7);
  CHECK(with_input(usage, 0).cached_tokens == 0);
  usage.cached_share = whole_share;
  CHECK(with_input(usage, UINT64_MAX).cached_tokens == UINT64_MAX);
}

TEST_CASE("half of the smallest price is exact for one token") {
  const Bill one =
      bill_of("deepseek-v4-pro", {.input_tokens = 1, .cached_tokens = 1}, Service::standard, "2026-08-01");
  CHECK(text(one.cached) == "0.000000003625");
  CHECK(text(bill_of("claude-haiku-5-5", {.input_tokens = 1}, Service::batch).input) == "0.00000005");
}

TEST_CASE("an unknown price matters only if there are tokens") {
  const Bill none = bill_of("gpt-4-turbo", {.input_tokens = 10});
  CHECK(text(none.cached) == "0.000000");
  CHECK(text(none.total) == "0.000100");
  const Bill some = bill_of("gpt-4-turbo", {.input_tokens = 10, .cached_tokens = 1});
  CHECK(text(some.input) == "0.000090");
  CHECK(text(some.cached) == "unknown");
  CHECK(text(some.total) == "unknown");
  CHECK(text(bill_of("gpt-4-32k", {}, Service::batch).total) == "0.000000");
  CHECK(text(bill_of("gpt-4-32k", {.input_tokens = 1}, Service::batch).total) == "unknown");
  CHECK(text(bill_of("gpt-4-32k", {.input_tokens = 1, .calls = 0}, Service::batch).total) == "0.000000");
}

TEST_CASE("a tier is chosen by one call's whole input and reprices all of it") {
  // The threshold itself is not above the threshold.
  CHECK(text(bill_of("gpt-5.4", {.input_tokens = 272000}).input) == "0.680000");
  const Bill above = bill_of("gpt-5.4", {.input_tokens = 272001, .output_tokens = 1000000});
  CHECK(text(above.input) == "1.360005");
  CHECK(text(above.output) == "22.500000");
  // xAI's tiers include the threshold.
  CHECK(text(bill_of("grok-4.3", {.input_tokens = 199999}).input) == "0.24999875");
  CHECK(text(bill_of("grok-4.3", {.input_tokens = 200000}).input) == "0.500000");
  // Cache reads and cache writes count; other calls do not.
  const Bill cached = bill_of("claude-haiku-5-5", {.input_tokens = 100001, .cached_tokens = 100000});
  CHECK(text(cached.cached) == "0.005000");
  const Bill written = bill_of("claude-haiku-5-5", {.input_tokens = 1, .cache_write_tokens = 100000});
  CHECK(text(written.cache_write) == "0.062500");
  CHECK(text(bill_of("claude-haiku-5-5", {.input_tokens = 60000, .calls = 2}).input) == "0.012000");
}

TEST_CASE("above a tier of the standard price, a service without tiers has no known price") {
  CHECK(text(bill_of("gpt-5.4", {.input_tokens = 272000}, Service::priority).input) == "1.360000");
  CHECK(text(bill_of("gpt-5.4", {.input_tokens = 272001}, Service::priority).input) == "unknown");
  CHECK(text(bill_of("gpt-5.4", {.input_tokens = 272001}, Service::batch).input) == "0.6800025");
  CHECK(text(bill_of("claude-haiku-5-5", {.input_tokens = 100001}, Service::batch).input) == "0.02500025");
}

TEST_CASE("cache writes of both retention times") {
  const Bill both =
      bill_of("claude-sonnet-4-6", {.cache_write_tokens = 1000, .cache_write_long_tokens = 1000});
  CHECK(text(both.cache_write) == "0.009750");
  CHECK(text(both.total) == "0.009750");
}

TEST_CASE("the day determines the price") {
  CHECK(text(bill_of("gpt-5.6-sol", {.input_tokens = 1000000}, Service::standard, "2026-08-20").input) ==
        "10.000000");
  CHECK(text(bill_of("gpt-5.6-sol", {.input_tokens = 1000000}, Service::standard, "2026-11-21").input) ==
        "8.000000");
  const Bill after = bill_of("gpt-5.6-sol", {.input_tokens = 1}, Service::standard, "2026-11-22");
  CHECK(text(after.total) == "unknown");
  CHECK(after.price == nullptr);
  CHECK(to_string(*after.promotion_ended) == "2026-11-21");
  CHECK(to_string(*after.as_of) == "2026-10-14");
  const Bill next = bill_of("gemini-3.6-flash", {.input_tokens = 1000}, Service::standard, "2027-01-01");
  CHECK(text(next.total) == "0.001500");
  CHECK(to_string(*next.promotion_ended) == "2026-12-31");
}

TEST_CASE("before the first day of a model's prices, they are unknown") {
  const Bill before = bill_of("gpt-4o", {.input_tokens = 1, .output_tokens = 1}, Service::standard, "2024-06-01");
  CHECK(before.price == nullptr);
  CHECK(text(before.input) == "unknown");
  CHECK(text(before.cached) == "0.000000");
  CHECK(text(before.total) == "unknown");
  CHECK_FALSE(before.as_of.has_value());
  CHECK_FALSE(before.promotion_ended.has_value());
  CHECK(text(bill_of("gpt-4o", {.input_tokens = 1}, Service::standard, "2025-07-03").total) == "unknown");
  CHECK(text(bill_of("gpt-4o", {.input_tokens = 1}, Service::standard, "2025-07-04").total) == "0.0000025");
}

TEST_CASE("impossible usage is an error") {
  const PriceBook book;
  const PricedModel model = *book.find("gpt-4o");
  const Terms terms{Service::standard, *parse_date(day)};
  const Error too_many = bill(model, {.input_tokens = 1, .cached_tokens = 2}, terms).error();
  CHECK(too_many.code == ErrorCode::invalid_argument);
  CHECK(too_many.message == "2 cached tokens exceed the 1 input tokens");
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  CHECK(bill(model, {.input_tokens = most, .output_tokens = 1}, terms).error().code == ErrorCode::overflow);
  CHECK(bill(model, {.input_tokens = most, .calls = most}, terms).error().code == ErrorCode::overflow);
}

TEST_CASE("whether a call fits") {
  const PriceBook book;
  const PricedModel gpt5 = *book.find("gpt-5");  // 400000, of which 272000 in and 128000 out
  CHECK(fits(gpt5, {.input_tokens = 272000, .output_tokens = 128000}, Service::standard) == true);
  Excess excess;
  CHECK(fits(gpt5, {.input_tokens = 272001}, Service::standard, &excess) == false);
  CHECK(excess.limit == "input");
  CHECK(excess.tokens - excess.allowed == 1);
  CHECK(fits(gpt5, {.output_tokens = 128001}, Service::standard, &excess) == false);
  CHECK(excess.limit == "output");
  CHECK(fits(gpt5, {.input_tokens = 300000, .output_tokens = 120000}, Service::standard, &excess) == false);
  CHECK(excess.limit == "context window");
  CHECK_FALSE(fits(*book.find("chatgpt-4o-latest"), {.input_tokens = 1}, Service::standard).has_value());
  const PricedModel opus = *book.find("claude-opus-5-5");
  CHECK(fits(opus, {.output_tokens = 200000}, Service::standard) == false);
  CHECK(fits(opus, {.output_tokens = 200000}, Service::batch) == true);
}

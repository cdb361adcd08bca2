#include "tokmill/analysis/cost.hpp"

#include <doctest/doctest.h>

#include <chrono>

#include "lib/analysis/price_day.hpp"

using namespace tokmill;
using namespace tokmill::analysis;

namespace {


NamedModel model(const pricing::PriceBook& book, const char* name) { return {name, *tokenizer_of_model(book, name)}; }

}  // namespace

TEST_CASE("price_calls: bills the counted input on the model") {
  const pricing::PriceBook book;
  pricing::Usage usage;
  usage.input_tokens = 99;  // ignored
  usage.output_tokens = 200;
  usage.calls = 3;
  const auto row = price_calls(model(book, "gpt-4o"), {1000, true, {}}, usage, {pricing::Service::standard, price_day});
  REQUIRE(row);
  CHECK(row->name == "gpt-4o");
  CHECK(row->usage.input_tokens == 1000);
  CHECK(pricing::exact_decimal(*row->bill.input) == "0.007500");
  CHECK(pricing::exact_decimal(*row->bill.total) == "0.013500");
  CHECK(row->context_used == 1200);
  CHECK(row->fits == true);
  CHECK(row->exact);
}

TEST_CASE("price_calls: a call that does not fit, of an estimated count") {
  const pricing::PriceBook book;
  const auto row = price_calls(model(book, "gpt-4"), {9000, false, {}}, {}, {pricing::Service::standard, price_day});
  REQUIRE(row);
  CHECK(row->fits == false);
  CHECK_FALSE(row->exact);
}

TEST_CASE("price_calls: errors name the model") {
  const pricing::PriceBook book;
  pricing::Usage usage;
  usage.cached_tokens = 2;
  const auto row = price_calls(model(book, "gpt-4o"), {1, true, {}}, usage, {pricing::Service::standard, price_day});
  REQUIRE_FALSE(row);
  CHECK(row.error().code == ErrorCode::invalid_argument);
  CHECK(row.error().message.starts_with("gpt-4o: "));
}
